// Keeps the page that verifies, so that it opens without a network once it was seen. It looks after /verify and nothing else;
// what that page looks up at other hosts it leaves alone.

const NAME = 'assay-verify-page';
const PAGE = '/verify';
const FILES = ['{{app.css}}', '{{late.css}}', '{{verify.css}}', '{{icon.svg}}', '{{boot-verify.js}}', '{{verify.js}}', '{{verify_bg.wasm}}'];

self.addEventListener('install', (event) => event.waitUntil(caches.open(NAME).then((cache) => cache.addAll([PAGE, ...FILES]))));

// What an older page was made of goes once that page is closed.
self.addEventListener('activate', (event) => event.waitUntil(tidy().then(() => self.clients.claim())));

async function tidy() {
  const cache = await caches.open(NAME);
  const names = (request) => new URL(request.url).pathname;
  const old = (await cache.keys()).filter((request) => ![PAGE, ...FILES].includes(names(request)));
  await Promise.all(old.map((request) => cache.delete(request)));
}

const kept = (request) => caches.open(NAME).then((cache) => cache.match(request, { ignoreVary: true, ignoreSearch: true }));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(async () => (await kept(PAGE)) ?? Response.error()));
  } else if (pathname.startsWith('/assets/')) {
    event.respondWith(kept(request).then((found) => found ?? fetch(request)));
  }
});
