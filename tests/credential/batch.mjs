#!/usr/bin/env node
// batch.mjs LIB < CASES
// Judges many credentials in one process with the verifier whose lib.mjs is named, and prints [{"verdict", "failed", "errors"}].
// CASES is a JSON array of {"text" | "base64", "now", "documents": {URL: text}, "dids": [text], "expect", "identifier"}.
import {readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';

const {makeLoader, verify} = await import(pathToFileURL(process.argv[2]));

// A document is JSON, or a signed token.
function read(text) {
  const trimmed = text.trim();
  return trimmed[0] === '{' ? JSON.parse(trimmed) : trimmed;
}

const results = [];
for(const item of JSON.parse(readFileSync(0, 'utf8'))) {
  const bytes = item.base64 === undefined ? Buffer.from(item.text, 'utf8') : Buffer.from(item.base64, 'base64');
  let result;
  try {
    const urls = Object.fromEntries(Object.entries(item.documents ?? {}).map(([url, text]) => [url, read(text)]));
    const loader = makeLoader({didDocs: (item.dids ?? []).map(read), urls});
    result = await verify(bytes, {loader, now: item.now, expect: item.expect ?? undefined, knownIdentifier: item.identifier ?? undefined});
  } catch(error) {
    // What it cannot even look at, it does not accept.
    result = {verdict: 'invalid', errors: [{check: 'parse', message: String(error)}]};
  }
  results.push({
    verdict: result.verdict, failed: [...new Set(result.errors.map(error => error.check))],
    errors: result.errors.slice(0, 5).map(error => `${error.check}: ${error.message}`.slice(0, 300))
  });
}
console.log(JSON.stringify(results));
