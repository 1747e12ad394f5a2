// Sends a token of OAuth 2 with each request, and fetches a new one before the old one expires.
const base = pm.variables.replaceIn('{{base}}');
const clientId = pm.variables.get('client_id');
const clientSecret = pm.variables.get('client_secret');
if (!clientSecret) throw new Error('client_secret is not set');

const attach = (token) => {
  pm.request.headers.upsert({ key: 'Authorization', value: 'Bearer ' + token });
};
const isOpen = /\/oauth2\/token$/.test(pm.request.url.getPath());
const owner = base + ' ' + clientId;
const isFresh = pm.collectionVariables.get('token_owner') === owner
  && Number(pm.collectionVariables.get('token_expires')) > Date.now();
if (isFresh) attach(pm.collectionVariables.get('token'));
if (!isFresh && !isOpen) {
  const urlencoded = [
    { key: 'grant_type', value: 'client_credentials' },
    { key: 'client_id', value: clientId },
    { key: 'client_secret', value: clientSecret },
  ];
  pm.sendRequest({ url: base + '/oauth2/token', method: 'POST', body: { mode: 'urlencoded', urlencoded } }, (error, response) => {
    if (error || response.code !== 200) {
      console.error('no token from ' + base + ': ' + (error || response.code + ' ' + response.text()));
      return;
    }
    const { access_token: token, expires_in: seconds } = response.json();
    pm.collectionVariables.set('token', token);
    pm.collectionVariables.set('token_owner', owner);
    pm.collectionVariables.set('token_expires', Date.now() + ((seconds || 60) - 30) * 1000);
    attach(token);
  });
}
