// SPDX-License-Identifier: GPL-3.0-or-later
// The clients, each behind the same small door: connect({base, pile, password, onCall}) gives {call, close}.
// onCall(action, payload) returns the payload of the answer. call(action, payload) rejects on a CALLERROR.
'use strict';

const commands = ['RemoteStartTransaction', 'RemoteStopTransaction', 'TriggerMessage', 'DataTransfer'];

function basic(pile, password) {
  return 'Basic ' + Buffer.from(`${pile}:${password}`).toString('base64');
}

// https://www.npmjs.com/package/ocpp-ts
async function ocppTs({ base, pile, password, onCall }) {
  const { OcppClient } = require('ocpp-ts');
  const client = new OcppClient(pile);
  for (const action of commands)
    client.on(action, (payload, answer) => answer(onCall(action, payload)));
  await new Promise((resolve, reject) => {
    client.on('connect', resolve);
    client.on('error', reject);
    client.connect(base + '/', password ? { Authorization: basic(pile, password) } : {});
  });
  return {
    call: (action, payload) => client.callRequest(action, payload),
    close: async () => client.connection.socket.close(),
  };
}

// https://www.npmjs.com/package/@voltbras/ts-ocpp
async function voltbras({ base, pile, password, onCall }) {
  const { ChargePoint } = require('@voltbras/ts-ocpp');
  const url = password ? base.replace('://', `://${pile}:${password}@`) : base;
  const handle = ({ action, ocppVersion, ...payload }) => ({ action, ocppVersion, ...onCall(action, payload) });
  const client = new ChargePoint(pile, handle, url);
  await client.connect();
  return {
    call: async (action, payload) => {
      const answer = await client.sendRequest({ action, ocppVersion: 'v1.6-json', payload }).run();
      return answer.unsafeCoerce();
    },
    close: async () => client.close(),
  };
}

// https://www.npmjs.com/package/ocpp-rpc: strict mode also validates by itself, both ways.
async function ocppRpc({ base, pile, password, onCall }) {
  const { RPCClient } = require('ocpp-rpc');
  const client = new RPCClient({ endpoint: base, identity: pile, password, protocols: ['ocpp1.6'],
                                 strictMode: true, reconnect: false });
  for (const action of commands)
    client.handle(action, ({ params }) => onCall(action, params));
  await client.connect();
  return {
    call: (action, payload) => client.call(action, payload),
    close: () => client.close(),
  };
}

module.exports = { 'ocpp-ts': ocppTs, '@voltbras/ts-ocpp': voltbras, 'ocpp-rpc': ocppRpc };
