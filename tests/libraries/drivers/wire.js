// Hands each HTTP connection of this process to a recorder on loopback, whatever host it is for.
const http = require('node:http');
const https = require('node:https');
const net = require('node:net');

const KEPT = new Set(['host', 'authorization', 'content-type']);
const sent = [];

const recorder = (scheme) => net.createServer((socket) => {
  let raw = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (part) => {
    raw = Buffer.concat([raw, part]);
    const end = raw.indexOf('\r\n\r\n');
    if (end < 0) return;
    const [first, ...lines] = raw.subarray(0, end).toString('latin1').split('\r\n');
    const headers = lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
    const value = (name) => (headers.find(([own]) => own.toLowerCase() === name) || [])[1];
    const rest = raw.subarray(end + 4);
    const chunked = (value('transfer-encoding') || '').toLowerCase() === 'chunked';
    if (chunked ? !rest.includes('0\r\n\r\n') : rest.length < Number(value('content-length') || 0)) return;
    const body = (chunked ? joinChunks(rest) : rest).toString();
    const [method, target] = first.split(' ');
    const request = { method, url: `${scheme}://${value('host')}${target}`, headers: headers.filter(([name]) => KEPT.has(name.toLowerCase())) };
    sent.push(body ? { ...request, body } : request);
    socket.end('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}');
  });
});

function joinChunks(chunks) {
  const parts = [];
  for (let place = 0; ;) {
    const line = chunks.indexOf('\r\n', place);
    const size = parseInt(chunks.subarray(place, line).toString(), 16);
    if (!size) return Buffer.concat(parts);
    parts.push(chunks.subarray(line + 2, line + 2 + size));
    place = line + 2 + size + 2;
  }
}

exports.install = async () => {
  for (const [module, scheme] of [[http, 'http'], [https, 'https']]) {
    const server = recorder(scheme);
    await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
    server.unref();
    const connect = () => net.connect(server.address().port, '127.0.0.1');
    module.Agent.prototype.createConnection = connect;
    module.globalAgent.createConnection = connect;
  }
};
exports.sent = sent;
