// SPDX-License-Identifier: GPL-3.0-or-later
// Stands between a pile and the cloud, passes every frame on as it is, and judges each by ocpp-rpc's schemas
// of OCPP 1.6, in both directions.
'use strict';

const { WebSocket, WebSocketServer } = require('ws');
const validator = require('ocpp-rpc/lib/standard-validators').find((v) => v.subprotocol === 'ocpp1.6');

class Recorder {
  constructor(cloud) {
    this.cloud = cloud.replace(/\/$/, '');
    this.frames = []; // {from: 'pile'|'cloud', action, kind: 'CALL'|'CALLRESULT'|'CALLERROR', text}
    this.faults = [];
    this.open = { pile: new Map(), cloud: new Map() }; // who asked -> message id -> action
  }

  async listen() {
    this.server = new WebSocketServer({ port: 0, host: '127.0.0.1',
                                        handleProtocols: (offered) => [...offered][0] ?? false });
    this.server.on('connection', (pile, request) => this.join(pile, request));
    await new Promise((resolve) => this.server.on('listening', resolve));
    return `ws://127.0.0.1:${this.server.address().port}`;
  }

  join(pile, request) {
    const headers = request.headers.authorization ? { Authorization: request.headers.authorization } : {};
    const cloud = new WebSocket(this.cloud + request.url, pile.protocol ? [pile.protocol] : [], { headers });
    const early = [];
    pile.on('message', (data) => {
      this.judge('pile', data.toString());
      if (cloud.readyState === WebSocket.OPEN)
        cloud.send(data.toString());
      else
        early.push(data.toString());
    });
    cloud.on('open', () => early.splice(0).forEach((text) => cloud.send(text)));
    cloud.on('message', (data, isBinary) => {
      if (isBinary)
        this.faults.push('the cloud sent a binary message');
      this.judge('cloud', data.toString());
      pile.send(data.toString());
    });
    cloud.on('unexpected-response', (_, response) => {
      this.faults.push(`the cloud refused the upgrade with ${response.statusCode}`);
      pile.terminate();
    });
    cloud.on('error', (error) => { this.faults.push(`cloud: ${error.message}`); pile.terminate(); });
    cloud.on('close', () => pile.close());
    pile.on('close', () => cloud.close());
  }

  judge(from, text) {
    try {
      const [type, id, ...rest] = JSON.parse(text);
      const other = from === 'pile' ? 'cloud' : 'pile';
      if (typeof id !== 'string' || id.length < 1 || id.length > 36)
        throw new Error('message id is not a string of 1 to 36 characters');
      if (type === 2)
        this.call(from, id, rest, text);
      else if (type === 3)
        this.result(from, other, id, rest, text);
      else if (type === 4)
        this.frames.push({ from, kind: 'CALLERROR', action: this.open[other].get(id), text });
      else
        throw new Error(`message type ${type}`);
    } catch (error) {
      this.faults.push(`from the ${from}: ${error.message}: ${text}`);
    }
  }

  call(from, id, rest, text) {
    if (rest.length !== 2)
      throw new Error('a CALL has four elements');
    const [action, payload] = rest;
    this.frames.push({ from, kind: 'CALL', action, text });
    this.open[from].set(id, action);
    validator.validate(`urn:${action}.req`, payload);
  }

  result(from, other, id, rest, text) {
    const action = this.open[other].get(id);
    if (!action)
      throw new Error('answers nothing that was asked');
    if (rest.length !== 1)
      throw new Error('a CALLRESULT has three elements');
    this.frames.push({ from, kind: 'CALLRESULT', action, text });
    this.open[other].delete(id);
    validator.validate(`urn:${action}.conf`, rest[0]);
  }

  count(from, kind, action) {
    return this.frames.filter((f) => f.from === from && f.kind === kind && f.action === action).length;
  }

  close() {
    for (const socket of this.server.clients)
      socket.terminate();
    this.server.close();
  }
}

module.exports = { Recorder };
