// Signs the cases with client libraries for Node.js, and prints each request as a JSON line.
// Each entry of `clients` has the package, the kinds of cases that it has a place for, and its use as its documentation says.
const { createHmac, generateKeyPairSync } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const querystring = require('node:querystring');
const path = require('node:path');
const wire = require('./wire.js');

const [folder, packages] = process.argv.slice(2);
const load = createRequire(path.resolve(packages, 'x.js'));
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = publicKey.export({ type: 'spki', format: 'pem' });
const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' });

const BASE = 'https://shop.example.com';
const FORM = 'application/x-www-form-urlencoded';
const ALL = 'query form json both path verbs repeats two-legged';
const groupValues = (pairs) => pairs.reduce((all, [name, value]) =>
  ({ ...all, [name]: name in all ? [].concat(all[name], value) : value }), {});
const valuesOrNothing = (one) => (one.length ? groupValues(one) : undefined);
const address = (one, base = BASE) => base + one.path + (one.query.length ? '?' + querystring.stringify(groupValues(one.query)) : '');
const waitFor = (start) => new Promise((done) => start(() => done()));
const hmac = (hash) => (text, key) => createHmac(hash, key).update(text).digest('base64');

function send(method, url, headers, body) {
  const module = require(url.startsWith('https') ? 'node:https' : 'node:http');
  return waitFor((done) => module.request(url, { method, headers }, (answer) => answer.resume().on('end', done)).end(body));
}

function oauth10a(one) {
  const OAuth = load('oauth-1.0a');
  return new OAuth({ consumer: { key: one.key.key, secret: one.key.secret }, signature_method: 'HMAC-SHA1', hash_function: hmac('sha1') });
}
const tokenOf = (one) => (one.key.token ? { key: one.key.token, secret: one.key.token_secret } : undefined);

const clients = [
  ['oauth-1.0a', 'with_header', ALL, (one) => {
    const oauth = oauth10a(one);
    const url = address(one);
    const data = valuesOrNothing(one.form);
    const headers = oauth.toHeader(oauth.authorize({ url, method: one.method, data }, tokenOf(one)));
    const body = data ? querystring.stringify(data) : one.json ? JSON.stringify(one.json) : undefined;
    const type = data ? { 'Content-Type': FORM } : one.json ? { 'Content-Type': 'application/json' } : {};
    return send(one.method, url, { ...headers, ...type }, body);
  }],
  ['oauth-1.0a', 'with_axios', ALL, (one) => {
    const oauth = oauth10a(one);
    const url = BASE + one.path;
    const data = { ...groupValues(one.query), ...groupValues(one.form) };
    const headers = oauth.toHeader(oauth.authorize({ url, method: one.method, data }, tokenOf(one)));
    const body = one.form.length ? new URLSearchParams(one.form) : one.json;
    return load('axios').request({ url, method: one.method, params: valuesOrNothing(one.query), data: body, headers });
  }],
  ['oauth', 'node_oauth', ALL, (one) => {
    const { OAuth } = load('oauth');
    const { key, secret, token, token_secret } = one.key;
    const oauth = new OAuth(null, null, key, secret, '1.0', null, 'HMAC-SHA1');
    const url = address(one);
    const body = one.form.length ? groupValues(one.form) : one.json ? JSON.stringify(one.json) : '';
    const type = one.json ? 'application/json' : undefined;
    if (one.method === 'GET') return waitFor((done) => oauth.get(url, token, token_secret, done));
    if (one.method === 'DELETE') return waitFor((done) => oauth.delete(url, token, token_secret, done));
    return waitFor((done) => oauth[one.method.toLowerCase()](url, token, token_secret, body, type, done));
  }],
  ['oauth-signature', 'with_header', ALL, (one) => {
    const { generate } = load('oauth-signature');
    const { key, secret, token, token_secret } = one.key;
    const own = {
      oauth_consumer_key: key, ...(token ? { oauth_token: token } : {}), oauth_nonce: 'kllo9940pd9333jh' + one.id,
      oauth_timestamp: String(Math.floor(Date.now() / 1000)), oauth_signature_method: 'HMAC-SHA1', oauth_version: '1.0',
    };
    own.oauth_signature = generate(one.method, BASE + one.path, { ...own, ...groupValues(one.query), ...groupValues(one.form) }, secret, token_secret, { encodeSignature: false });
    const header = 'OAuth ' + Object.entries(own).map(([name, value]) => `${name}="${encodeURIComponent(value)}"`).join(', ');
    const body = one.form.length ? new URLSearchParams(one.form).toString() : one.json ? JSON.stringify(one.json) : undefined;
    const type = one.form.length ? { 'Content-Type': FORM } : one.json ? { 'Content-Type': 'application/json' } : {};
    return send(one.method, address(one), { Authorization: header, ...type }, body);
  }],
  ['request', 'request', ALL, (one) => {
    const { key, secret, token, token_secret } = one.key;
    const oauth = { consumer_key: key, consumer_secret: secret, ...(token ? { token, token_secret } : {}) };
    const body = { qs: valuesOrNothing(one.query), form: valuesOrNothing(one.form), json: one.json || undefined };
    return waitFor((done) => load('request')({ method: one.method, url: BASE + one.path, oauth, ...body }, done));
  }],
  ['request', 'with_body_hash', 'json both verbs two-legged', (one) => {
    if (!one.json) return null;
    const { key, secret, token, token_secret } = one.key;
    const oauth = { consumer_key: key, consumer_secret: secret, token, token_secret, body_hash: true };
    const headers = { 'Content-Type': 'application/json' };
    return waitFor((done) => load('request')({ method: one.method, url: address(one), headers, body: JSON.stringify(one.json), oauth }, done));
  }],
  ['ims-lti', 'consumer', 'form two-legged', (one) => {
    const HMAC = load('ims-lti/lib/hmac-sha1.js');
    const body = {
      ...groupValues(one.form), lti_version: 'LTI-1p0', lti_message_type: 'basic-lti-launch-request', resource_link_id: 'r1',
      oauth_consumer_key: one.key.key, oauth_nonce: 'nonce' + one.id, oauth_timestamp: String(Math.floor(Date.now() / 1000)),
      oauth_signature_method: 'HMAC-SHA1', oauth_version: '1.0',
    };
    const Signer = HMAC.default || HMAC;
    body.oauth_signature = new Signer().build_signature_raw(BASE + one.path, { pathname: one.path }, 'POST', body, one.key.secret);
    return send('POST', BASE + one.path, { 'Content-Type': FORM }, querystring.stringify(body));
  }],
  ['@woocommerce/woocommerce-rest-api', 'woocommerce', 'query json both verbs repeats two-legged', (one) => {
    const { default: Api } = load('@woocommerce/woocommerce-rest-api');
    const api = new Api({ url: 'http://shop.example.com', consumerKey: one.key.key, consumerSecret: one.key.secret, version: 'wc/v3' });
    const method = one.method.toLowerCase();
    return one.json ? api[method]('products', one.json, groupValues(one.query)) : api[method === 'post' ? 'get' : method]('products', groupValues(one.query));
  }],
  ['woocommerce-api', 'woocommerce_old', 'query json verbs two-legged', (one) => {
    const Api = load('woocommerce-api');
    const api = new Api({ url: 'http://shop.example.com', consumerKey: one.key.key, consumerSecret: one.key.secret, wpAPI: true, version: 'wc/v2' });
    const place = 'products' + (one.query.length ? '?' + querystring.stringify(groupValues(one.query)) : '');
    return waitFor((done) => (one.json ? api[one.method.toLowerCase()](place, one.json, done) : api[one.method.toLowerCase()](place, done)));
  }],
  ['mastercard-oauth1-signer', 'mastercard_node', ALL, (one) => {
    const signer = load('mastercard-oauth1-signer');
    const url = address(one);
    const body = one.form.length ? querystring.stringify(groupValues(one.form)) : one.json ? JSON.stringify(one.json) : undefined;
    const type = one.form.length ? { 'Content-Type': FORM } : one.json ? { 'Content-Type': 'application/json' } : {};
    const Authorization = signer.getAuthorizationHeader(url, one.method, body, one.key.key, privatePem);
    return send(one.method, url, { Authorization, ...type }, body);
  }],
  ['twitter-api-v2', 'twitter_api_v2', 'query form json both verbs', (one) => {
    const { TwitterApi } = load('twitter-api-v2');
    const { key, secret, token, token_secret } = one.key;
    const client = new TwitterApi({ appKey: key, appSecret: secret, accessToken: token, accessSecret: token_secret });
    const body = valuesOrNothing(one.form) || one.json || groupValues(one.query);
    const options = { forceBodyMode: one.form.length ? 'url' : undefined, ...(one.form.length || one.json ? { query: groupValues(one.query) } : {}) };
    return client.v2[one.method.toLowerCase()]('tweets', body, options);
  }],
  ['tumblr.js', 'tumblr', 'query json both', (one) => {
    const tumblr = load('tumblr.js');
    const { key, secret, token, token_secret } = one.key;
    const client = tumblr.createClient({ consumer_key: key, consumer_secret: secret, token, token_secret });
    const url = address({ ...one, path: '/v2/user/info' }, '');
    return one.json ? client.postRequest(url, one.json) : client.getRequest('/v2/user/info', groupValues(one.query));
  }],
  ['twit', 'twit', 'query form', (one) => {
    const Twit = load('twit');
    const { key, secret, token, token_secret } = one.key;
    const client = new Twit({ consumer_key: key, consumer_secret: secret, access_token: token, access_token_secret: token_secret });
    return waitFor((done) => client[one.method.toLowerCase()]('statuses/update', groupValues([...one.query, ...one.form]), done));
  }],
  ['twitter', 'twitter', 'query form', (one) => {
    const Twitter = load('twitter');
    const { key, secret, token, token_secret } = one.key;
    const client = new Twitter({ consumer_key: key, consumer_secret: secret, access_token_key: token, access_token_secret: token_secret });
    return waitFor((done) => client[one.method.toLowerCase()]('statuses/update', groupValues([...one.query, ...one.form]), done));
  }],
  ['twitter-lite', 'twitter_lite', 'query form', (one) => {
    const Twitter = load('twitter-lite');
    const { key, secret, token, token_secret } = one.key;
    const client = new Twitter({ consumer_key: key, consumer_secret: secret, access_token_key: token, access_token_secret: token_secret });
    return client[one.method.toLowerCase()]('statuses/update', valuesOrNothing([...one.query, ...one.form]));
  }],
  ['axios-oauth-1.0a', 'axios', ALL, (one) => {
    const addOAuth = load('axios-oauth-1.0a').default;
    const client = load('axios').create();
    const { key, secret, token, token_secret } = one.key;
    addOAuth(client, { algorithm: 'HMAC-SHA1', key, secret, ...(token ? { token, tokenSecret: token_secret } : {}) });
    const data = one.form.length ? new URLSearchParams(one.form).toString() : one.json || undefined;
    const headers = one.form.length ? { 'content-type': FORM } : {};
    return client.request({ url: address(one), method: one.method, data, headers });
  }],
  ['disconnect', 'discogs', 'query', (one) => {
    const { Client } = load('disconnect');
    const { key, secret, token, token_secret } = one.key;
    const client = new Client('recorder/1.0', { method: 'oauth', level: 2, consumerKey: key, consumerSecret: secret, token, tokenSecret: token_secret });
    return waitFor((done) => client.get({ url: address({ ...one, path: '/database/search' }, ''), authLevel: 2 }, done));
  }],
  ['jira-client', 'jira', 'query json both verbs', (one) => {
    const Jira = load('jira-client');
    const { key, token, token_secret } = one.key;
    const oauth = { consumer_key: key, consumer_secret: privatePem, access_token: token, access_token_secret: token_secret };
    const client = new Jira({ host: 'shop.example.com', oauth });
    const uri = client.makeUri({ pathname: '/search', query: groupValues(one.query) });
    return client.doRequest(client.makeRequestHeader(uri, { method: one.method, ...(one.json ? { body: one.json } : {}) }));
  }],
  ['magento-api-rest', 'magento', 'query json verbs', (one) => {
    const Api = load('magento-api-rest').default;
    const { key, secret, token, token_secret } = one.key;
    const client = new Api({ url: BASE, consumerKey: key, consumerSecret: secret, accessToken: token, tokenSecret: token_secret, type: 'V1', sha: 256 });
    const method = one.method.toLowerCase();
    return one.json ? client[method]('products', one.json) : client[method]('products', groupValues(one.query));
  }],
  ['passport-oauth1', 'passport', 'query', (one) => {
    const { Strategy } = load('passport-oauth1');
    const { key, secret, token, token_secret } = one.key;
    const strategy = new Strategy({ requestTokenURL: BASE, accessTokenURL: BASE, userAuthorizationURL: BASE, consumerKey: key, consumerSecret: secret }, () => {});
    return waitFor((done) => strategy._oauth.get(address(one), token, token_secret, done));
  }],
];

const RSA = new Set(['mastercard_node', 'jira']);

function needs(one) {
  const names = [...one.query, ...one.form].map(([name]) => name);
  const wanted = ['query', 'form', 'json'].filter((kind) => one[kind] && (kind === 'json' || one[kind].length));
  if (one.query.length && (one.form.length || one.json)) wanted.push('both');
  if (one.path !== '/api/Items') wanted.push('path');
  if (!['GET', 'POST'].includes(one.method)) wanted.push('verbs');
  if (new Set(names).size < names.length) wanted.push('repeats');
  if (!one.key.token) wanted.push('two-legged');
  return wanted;
}

async function record([name, way, , use], one) {
  wire.sent.length = 0;
  let problem = 'nothing was sent';
  let timer;
  const late = new Promise((done) => { timer = setTimeout(done, 3000); });
  try { await Promise.race([use(one), late]); } catch (error) { problem = String(error); }
  clearTimeout(timer);
  if (!wire.sent.length) return process.stderr.write(`${name} ${way} ${one.id}: ${problem.slice(0, 200)}\n`);
  const version = JSON.parse(readFileSync(path.join(packages, 'node_modules', name, 'package.json'))).version;
  const line = { client: `${name} ${version} (npm)`, way, case: one.id, credential: one.credential, request: wire.sent.at(-1) };
  process.stdout.write(JSON.stringify(RSA.has(way) ? { ...line, public_key: publicPem } : line) + '\n');
}

(async () => {
  process.on('uncaughtException', () => {});
  process.on('unhandledRejection', () => {});
  console.log = console.warn = () => {};
  await wire.install();
  const read = (name) => JSON.parse(readFileSync(path.join(folder, name)));
  const credentials = read('credentials.json');
  const cases = read('cases.json').map((plain) => {
    const own = { path: '/api/Items', query: [], form: [], json: null, credential: 'plain', ...plain };
    return { ...own, key: credentials[own.credential] };
  });
  for (const client of clients)
    for (const one of cases)
      if (needs(one).every((kind) => client[2].split(' ').includes(kind))) await record(client, one);
  process.exit(0);
})();
