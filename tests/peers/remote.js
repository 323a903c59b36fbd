// SPDX-License-Identifier: GPL-3.0-or-later
// Ways to make a cloud start and stop a charge from afar: {start(pile, tag), stop(pile, transactionId)}.
'use strict';

const http = require('node:http');

async function fetchJson(url, options = {}) {
  const response = await fetch(url, options);
  const text = await response.text();
  if (!response.ok)
    throw new Error(`${url}: HTTP ${response.status} ${text}`);
  return JSON.parse(text);
}

// The test cloud of this folder.
function testCloud(base) {
  const post = async (what, query) => {
    const answer = await fetchJson(`${base}/test/${what}?${new URLSearchParams(query)}`, { method: 'POST' });
    if (answer.outcome !== 'done')
      throw new Error(`${what}: ${answer.outcome}`);
  };
  return {
    start: (pile, tag) => post('remote-start', { pile, connector: 1, tag }),
    stop: (pile, transaction) => post('remote-stop', { pile, transaction }),
    report: (pile) => fetchJson(`${base}/test/report?${new URLSearchParams({ pile })}`),
    close: () => {},
  };
}

// Any OCPI 2.2.1 cloud: START_SESSION and STOP_SESSION, the outcome comes to a response_url of ours.
async function ocpi(base, token, location) {
  const results = [];
  const listener = http.createServer((request, response) => {
    let body = '';
    request.on('data', (part) => { body += part; });
    request.on('end', () => {
      results.push(JSON.parse(body));
      response.end(JSON.stringify({ status_code: 1000, timestamp: new Date().toISOString() }));
    });
  });
  await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const authorization = { Authorization: 'Token ' + Buffer.from(token).toString('base64') };
  const command = async (name, body) => {
    const answer = await fetchJson(`${base}/ocpi/2.2.1/commands/${name}`, {
      method: 'POST',
      headers: { ...authorization, 'Content-Type': 'application/json' },
      body: JSON.stringify({ response_url: `http://127.0.0.1:${listener.address().port}/${name}`, ...body }),
    });
    if (answer.data?.result !== 'ACCEPTED')
      throw new Error(`${name}: ${JSON.stringify(answer)}`);
    for (let i = 0; i < 300 && results.length === 0; ++i)
      await new Promise((resolve) => setTimeout(resolve, 100));
    const outcome = results.shift();
    if (outcome?.result !== 'ACCEPTED')
      throw new Error(`${name}: ${JSON.stringify(outcome)}`);
  };
  return {
    start: (pile, tag) => command('START_SESSION', {
      token: { country_code: 'CN', party_id: 'PDK', uid: tag, type: 'AD_HOC_USER', contract_id: tag,
               issuer: 'peer', valid: true, whitelist: 'ALLOWED', last_updated: new Date().toISOString() },
      location_id: location, evse_uid: `${pile}-1`,
    }),
    stop: async (pile) => {
      const sessions = await fetchJson(`${base}/ocpi/2.2.1/sessions?limit=100`, { headers: authorization });
      const active = sessions.data.find((s) => s.evse_uid === `${pile}-1` && s.status === 'ACTIVE');
      if (!active)
        throw new Error(`no active session at ${pile}`);
      await command('STOP_SESSION', { session_id: active.id });
    },
    report: null,
    close: () => listener.close(),
  };
}

module.exports = { testCloud, ocpi };
