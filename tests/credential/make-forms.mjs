#!/usr/bin/env node
// node --import ./packages.mjs make-forms.mjs TOOL FOLDER
// Makes the cases of tests/reference/credentials/forms: forms and proofs that the older folder beside it has no cases of. The
// credentials are built by fixtures.mjs of the independent verifier in the folder TOOL and signed by the packages here, never by
// our own issuer. Keys are drawn anew each time, so the files differ from run to run, and their verdicts do not.
import {generateKeyPairSync, sign as nodeSign, constants} from 'node:crypto';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite as ecdsaRdfc2019} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {createSignCryptosuite, createDiscloseCryptosuite} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import jsigs from 'jsonld-signatures';

const [tool, folder] = process.argv.slice(2);
const F = await import(pathToFileURL(join(tool, 'fixtures.mjs')));
const {makeLoader} = await import(pathToFileURL(join(tool, 'lib.mjs')));
mkdirSync(folder, {recursive: true});

const NOW = '2026-06-01T00:00:00Z';
const cases = [];
function add(name, file, text, expect, more = {}) {
  writeFileSync(join(folder, file), typeof text === 'string' ? text : JSON.stringify(text, null, 1));
  cases.push({name, file, now: NOW, expect, ...more});
}
function document(file, content) {
  writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content, null, 1));
  return file;
}
const later = credential => { const c = structuredClone(credential); c.credentialSubject.result[0].value = '799'; return c; };
const AssertionProofPurpose = jsigs.purposes.AssertionProofPurpose;

// Data Integrity with keys on P-256 and P-384.
for(const curve of ['P-256', 'P-384']) {
  const key = await EcdsaMultikey.generate({curve});
  key.controller = `did:key:${key.publicKeyMultibase}`;
  key.id = `${key.controller}#${key.publicKeyMultibase}`;
  const suite = new DataIntegrityProof({signer: key.signer(), date: '2026-01-15T00:00:00Z', cryptosuite: ecdsaRdfc2019});
  const signed = await jsigs.sign(F.badge(key.controller), {suite, documentLoader: makeLoader(), purpose: new AssertionProofPurpose()});
  signed.proof = [signed.proof];
  const name = `ecdsa-rdfc-${curve.toLowerCase()}`;
  add(name, `${name}.json`, signed, 'valid');
  add(`${name}-changed`, `${name}-changed.json`, later(signed), 'invalid', {checks: ['proof']});
}

// Selective disclosure: the results are hidden, the rest is shown.
{
  const key = await EcdsaMultikey.generate({curve: 'P-256'});
  key.controller = `did:key:${key.publicKeyMultibase}`;
  key.id = `${key.controller}#${key.publicKeyMultibase}`;
  const mandatoryPointers = ['/issuer', '/validFrom', '/validUntil', '/awardedDate', '/credentialSubject/id', '/credentialSubject/achievement', '/credentialSchema'];
  const sign = new DataIntegrityProof({
    signer: key.signer(), date: '2026-01-15T00:00:00Z', cryptosuite: createSignCryptosuite({mandatoryPointers})});
  const base = await jsigs.sign(F.badge(key.controller), {suite: sign, documentLoader: makeLoader(), purpose: new AssertionProofPurpose()});
  const disclose = async selectivePointers => {
    const suite = new DataIntegrityProof({cryptosuite: createDiscloseCryptosuite({selectivePointers})});
    const shown = await jsigs.derive(base, {suite, documentLoader: makeLoader(), purpose: new AssertionProofPurpose()});
    shown.proof = [shown.proof].flat();
    return shown;
  };
  const shown = await disclose(['/credentialSubject/identifier', '/credentialSubject/creditsEarned', '/name']);
  add('disclosed', 'disclosed.json', shown, 'valid', {knownIdentifier: 'emailAddress=learner@example.org'});
  const changed = structuredClone(shown); changed.credentialSubject.creditsEarned = 20;
  add('disclosed-changed', 'disclosed-changed.json', changed, 'invalid', {checks: ['proof']});
  const mandatory = structuredClone(shown); mandatory.validUntil = '2041-01-15T00:00:00Z';
  add('disclosed-mandatory-changed', 'disclosed-mandatory-changed.json', mandatory, 'invalid', {checks: ['proof']});
  const without = structuredClone(shown); delete without.validUntil;
  add('disclosed-mandatory-left-out', 'disclosed-mandatory-left-out.json', without, 'invalid', {checks: ['proof']});
  base.proof = [base.proof].flat();
  add('disclosed-base', 'disclosed-base.json', base, 'invalid', {checks: ['proof']});
}

// Signed tokens with the algorithms that are left.
const kid = 'did:web:institute.example#k1';
const didDocument = jwk => ({'@context': ['https://www.w3.org/ns/did/v1'], id: 'did:web:institute.example',
  verificationMethod: [{id: kid, type: 'JsonWebKey', controller: 'did:web:institute.example', publicKeyJwk: jwk}], assertionMethod: [kid]});
const keys = {
  ES384: generateKeyPairSync('ec', {namedCurve: 'P-384'}), PS256: generateKeyPairSync('rsa', {modulusLength: 2048}),
  RS256: generateKeyPairSync('rsa', {modulusLength: 3072})
};
for(const [alg, {publicKey, privateKey}] of Object.entries(keys)) {
  const did = document(`did-${alg}.json`, didDocument(publicKey.export({format: 'jwk'})));
  const jwt = await F.signJwt(F.badge('did:web:institute.example'), {alg, privateKey, kid});
  const name = `jwt-${alg.toLowerCase()}`;
  add(name, `${name}.jwt`, jwt, 'valid', {didDocs: [did]});
  const [header, , signature] = jwt.split('.');
  const payload = JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url'));
  const changed = [header, Buffer.from(JSON.stringify(later(payload))).toString('base64url'), signature].join('.');
  add(`${name}-changed`, `${name}-changed.jwt`, changed, 'invalid', {didDocs: [did], checks: ['proof']});
}
{
  // A PS256 signature under the header RS256, and a short key.
  const {privateKey} = keys.PS256;
  const jwt = await F.signJwt(F.badge('did:web:institute.example'), {alg: 'PS256', privateKey, kid});
  const input = [Buffer.from(JSON.stringify({alg: 'RS256', kid, typ: 'JWT'})).toString('base64url'), jwt.split('.')[1]].join('.');
  const signature = nodeSign('sha256', Buffer.from(input), {key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32});
  add('jwt-padding-of-another', 'jwt-padding-of-another.jwt', `${input}.${signature.toString('base64url')}`, 'invalid',
    {didDocs: ['did-PS256.json'], checks: ['proof']});
  const short = generateKeyPairSync('rsa', {modulusLength: 1024});
  const did = document('did-short.json', didDocument(short.publicKey.export({format: 'jwk'})));
  const credential = F.badge('did:web:institute.example');
  const seconds = text => Math.floor(Date.parse(text) / 1000);
  const payload = {...credential, iss: credential.issuer.id, sub: credential.credentialSubject.id, jti: credential.id,
    nbf: seconds(credential.validFrom), exp: seconds(credential.validUntil)};
  const parts = [{alg: 'RS256', kid, typ: 'JWT'}, payload].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  add('jwt-short-key', 'jwt-short-key.jwt', `${parts}.${nodeSign('sha256', Buffer.from(parts), short.privateKey).toString('base64url')}`,
    'invalid', {didDocs: [did], checks: ['proof']});
  const expired = await F.signJwt(F.badge('did:web:institute.example'), {alg: 'RS256', privateKey: keys.RS256.privateKey, kid});
  add('jwt-expired', 'jwt-expired.jwt', expired, 'invalid', {didDocs: ['did-RS256.json'], checks: ['validity'], now: '2032-01-01T00:00:00Z'});
}

// Lists: a signed token, two at once, the older list, one that is out of date, one that is missing.
{
  const key = await F.newKey();
  const LIST = 'https://institute.example/status/9', OLD = 'https://institute.example/revoked';
  const clean = document('list-clean.json', await F.statusList(key, {id: LIST}));
  const set = document('list-set.json', await F.statusList(key, {id: LIST, revoked: [4242]}));
  const badge = {...F.badge(key.controller), credentialStatus: F.statusEntry(LIST, 4242)};
  const signed = await F.signDI(badge, key);
  add('status-clean', 'status.json', signed, 'valid', {urls: {[LIST]: clean}});
  add('status-set', 'status.json', signed, 'invalid', {urls: {[LIST]: set}, checks: ['status']});
  add('status-missing', 'status.json', signed, 'invalid', {checks: ['status']});
  const old = await F.signDI({...F.badge(key.controller), credentialStatus: {id: OLD, type: '1EdTechRevocationList'}}, key);
  const issuer = key.controller;
  add('revocation-list-clean', 'revocation-list.json', old, 'valid',
    {urls: {[OLD]: document('revoked-others.json', {id: OLD, issuer, revokedCredential: [{id: 'urn:uuid:0', revoked: true}]})}});
  add('revocation-list-set', 'revocation-list.json', old, 'invalid',
    {urls: {[OLD]: document('revoked-this.json', {id: OLD, issuer, revokedCredential: [{id: badge.id, revoked: true, revocationReason: 'error'}]})},
      checks: ['status']});
  add('revocation-list-of-another', 'revocation-list.json', old, 'invalid',
    {urls: {[OLD]: document('revoked-of-another.json', {id: OLD, issuer: 'did:web:other.example', revokedCredential: []})}, checks: ['status']});
  // An endorsement on a list of its own.
  const endorsement = await F.signDI({...F.endorsement(key.controller, badge.id), credentialStatus: F.statusEntry(LIST, 7)}, key);
  const endorsed = await F.signDI({...F.badge(key.controller), endorsement: [endorsement]}, key);
  add('endorsement-on-list', 'endorsed.json', endorsed, 'valid', {urls: {[LIST]: clean}});
  const seven = document('list-seven.json', await F.statusList(key, {id: LIST, revoked: [7], purpose: 'revocation'}));
  add('endorsement-revoked', 'endorsed.json', endorsed, 'invalid', {urls: {[LIST]: seven}, checks: ['nested']});
}

// An issuer that is the URL of its document, and a learner record with a token within an endorsement.
{
  const issuer = 'https://institute.example/issuers/5';
  const key = await F.newKey(undefined, issuer);
  const did = document('issuer.json', await F.didDoc(key));
  add('issuer-url', 'issuer-url.json', await F.signDI(F.badge(issuer), key, {loader: makeLoader({didDocs: [await F.didDoc(key)]})}), 'valid', {didDocs: [did]});
  const {publicKey, privateKey} = keys.ES384;
  const address = 'https://institute.example/keys/1';
  const jwk = document('key.json', {id: address, type: 'JsonWebKey', controller: issuer, publicKeyJwk: publicKey.export({format: 'jwk'})});
  const jwt = await F.signJwt(F.badge(issuer), {alg: 'ES384', privateKey, kid: address});
  add('key-url', 'key-url.jwt', jwt, 'valid', {urls: {[address]: jwk}});
  const other = document('key-of-another.json', {id: address, type: 'JsonWebKey', controller: 'https://other.example', publicKeyJwk: publicKey.export({format: 'jwk'})});
  add('key-url-of-another', 'key-url.jwt', jwt, 'invalid', {urls: {[address]: other}, checks: ['proof']});
  const own = await F.newKey();
  add('not-the-learner', 'other.json', await F.signDI(F.badge(own.controller), own), 'invalid',
    {knownIdentifier: 'emailAddress=someone.else@example.org', checks: ['subject']});
}

const description = 'Made by tests/credential/make-forms.mjs. Each: verify file at time now, with didDocs and urls (URL to file) as the only ' +
  'outside documents; expect the verdict and, when invalid, at least these failing checks.';
writeFileSync(join(folder, 'manifest.json'), JSON.stringify({description, cases}, null, 1) + '\n');
console.log(`${cases.length} cases`);
