// SPDX-License-Identifier: GPL-3.0-or-later
// One charge by an OCPP client that PileDeck's authors did not write, every frame judged by ocpp-rpc's schemas.
//
//   node charge.js --client ocpp-ts|@voltbras/ts-ocpp|ocpp-rpc --url ws://HOST:PORT/ocpp --pile ID --tag TAG
//        [--password P] [--remote none|test|ocpi] [--remote-tag TAG] [--token OCPI-TOKEN] [--location ID]
//   node charge.js --client C --serve EXECUTABLE                 starts the test cloud and charges at it
//   node charge.js --client C --cloud EXECUTABLE --site FILE     starts piledeck-cloud --sandbox and charges at it
//
// NODE_PATH names the folder that `npm ci` filled. Exit 0 if everything went as it should, 1 with reasons.
'use strict';

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');

const clients = require('./clients');
const { Recorder } = require('./recorder');
const remote = require('./remote');

const { values: options } = parseArgs({
  options: {
    client: { type: 'string' }, url: { type: 'string' }, serve: { type: 'string' },
    cloud: { type: 'string' }, site: { type: 'string' },
    pile: { type: 'string', default: 'PEER-1' }, tag: { type: 'string', default: '04A2B3C4' },
    password: { type: 'string' }, remote: { type: 'string', default: 'none' },
    'remote-tag': { type: 'string' }, token: { type: 'string', default: 'demo' },
    location: { type: 'string', default: 'S1' },
  },
});

async function startServer(executable, parameters = []) {
  const child = spawn(executable, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
  process.on('exit', () => child.kill()); // however this ends, it leaves nothing behind
  const port = await new Promise((resolve, reject) => {
    let output = '';
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`${executable} ended with ${code}`)));
    child.stdout.on('data', (data) => {
      output += data;
      const ready = /^ready (\d+)$/m.exec(output);
      if (ready)
        resolve(ready[1]);
    });
  });
  return { child, port };
}

// The real cloud, with a database of its own that goes with it.
async function startCloud(executable, site) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'piledeck-peer-'));
  const server = await startServer(executable, ['--sandbox', '--database', `sqlite:${folder}/cloud.db`,
                                                '--listen', '127.0.0.1:0', '--site', site]);
  return { ...server, folder };
}

async function stopServer(server) {
  server.child.removeAllListeners('exit');
  const ended = new Promise((resolve) => server.child.on('exit', resolve));
  server.child.kill();
  await ended;
  if (server.folder)
    fs.rmSync(server.folder, { recursive: true });
}

// The pile: a meter, one connector, and answers to what the cloud asks.
class Pile {
  constructor() {
    this.register = 8123450; // Wh
    this.now = Date.now() - 15 * 60_000; // the charge at the pile has happened already
    this.transaction = null;
    this.asked = [];
    this.waiting = [];
  }

  onCall(action, payload) {
    this.asked.push({ action, payload });
    this.waiting.splice(0).forEach((wake) => wake());
    if (action === 'TriggerMessage')
      return { status: 'NotImplemented' };
    if (action === 'DataTransfer')
      return { status: 'UnknownVendorId' };
    if (action === 'RemoteStopTransaction' && payload.transactionId !== this.transaction)
      return { status: 'Rejected' };
    return { status: 'Accepted' };
  }

  async askedFor(action) {
    while (!this.asked.some((a) => a.action === action))
      await new Promise((wake) => this.waiting.push(wake));
    return this.asked.find((a) => a.action === action).payload;
  }

  time() {
    return new Date(this.now).toISOString();
  }

  status(word, connectorId = 1) {
    return this.door.call('StatusNotification',
                          { connectorId, errorCode: 'NoError', status: word, timestamp: this.time() });
  }

  async start(idTag) {
    const answer = await this.door.call('StartTransaction', {
      connectorId: 1, idTag, meterStart: this.register, timestamp: this.time(),
    });
    assert.ok(answer.transactionId > 0, 'the transaction id is positive');
    assert.equal(answer.idTagInfo.status, 'Accepted');
    this.transaction = answer.transactionId;
    await this.status('Charging');
  }

  async meter(addWh) {
    this.register += addWh;
    this.now += Math.ceil(addWh / 7000 * 3600) * 1000; // at 7 kW
    await this.door.call('MeterValues', {
      connectorId: 1, transactionId: this.transaction,
      meterValue: [{
        timestamp: this.time(),
        sampledValue: [
          { value: String(this.register), context: 'Sample.Periodic', measurand: 'Energy.Active.Import.Register', unit: 'Wh' },
          { value: '7.0', measurand: 'Power.Active.Import', unit: 'kW' },
          { value: '221.3', measurand: 'Voltage', unit: 'V' },
          { value: '31.8', measurand: 'Current.Import', unit: 'A' },
        ],
      }],
    });
  }

  async stop(idTag, reason) {
    await this.door.call('StopTransaction', {
      transactionId: this.transaction, meterStop: this.register, timestamp: this.time(), reason,
      ...(idTag ? { idTag } : {}),
    });
    this.transaction = null;
    await this.status('Finishing');
    await this.status('Available');
  }
}

async function localCharge(pile) {
  const boot = await pile.door.call('BootNotification', { chargePointVendor: 'Peer', chargePointModel: options.client.slice(0, 20) });
  assert.equal(boot.status, 'Accepted');
  assert.match(boot.currentTime, /Z$/);
  assert.ok(boot.interval > 0);
  await pile.status('Available', 0);
  await pile.status('Preparing');
  const { idTagInfo } = await pile.door.call('Authorize', { idTag: options.tag });
  assert.equal(idTagInfo.status, 'Accepted');
  await pile.start(options.tag);
  await pile.meter(250);
  await pile.meter(1000);
  const { currentTime } = await pile.door.call('Heartbeat', {});
  assert.match(currentTime, /Z$/);
  const transfer = await pile.door.call('DataTransfer', {
    vendorId: 'cnpdk', messageId: 'Position', data: '{"latitude":"30.208400","longitude":"120.211900","quality":"fix"}',
  });
  assert.ok(['Accepted', 'Rejected'].includes(transfer.status));
  const elsewhere = await pile.door.call('DataTransfer', { vendorId: 'com.elsewhere', messageId: 'Song' });
  assert.equal(elsewhere.status, 'UnknownVendorId');
  await pile.stop(options.tag, 'EVDisconnected');
}

async function remoteCharge(pile, cloud) {
  const tag = options['remote-tag'] ?? options.tag;
  pile.now = Date.now();
  await pile.status('Preparing');
  const started = cloud.start(options.pile, tag);
  const request = await pile.askedFor('RemoteStartTransaction');
  await pile.start(request.idTag);
  await started;
  await pile.meter(10);
  const stopped = cloud.stop(options.pile, pile.transaction);
  const { transactionId } = await pile.askedFor('RemoteStopTransaction');
  assert.equal(transactionId, pile.transaction);
  await stopped;
  await pile.stop(null, 'Remote');
}

function checkReport(report) {
  assert.deepEqual(report.transactions.map((t) => [t.tag, t.start, t.stop, t.reason]), [
    [options.tag, '8123.4500', '8124.7000', 'EVDisconnected'],
    [options['remote-tag'] ?? options.tag, '8124.7000', '8124.7100', 'Remote'],
  ]);
  assert.equal(report.lastRegister, '8124.7100');
  assert.equal(report.lastStatus, 'Available');
  assert.equal(report.position, '30.2084 120.2119');
}

function checkFrames(recorder, cloud) {
  assert.deepEqual(recorder.faults, []);
  const errors = recorder.frames.filter((f) => f.kind === 'CALLERROR').map((f) => f.text);
  assert.deepEqual(errors, []);
  const answered = ['BootNotification', 'Authorize', 'StatusNotification', 'StartTransaction', 'MeterValues',
                    'StopTransaction', 'Heartbeat', 'DataTransfer'];
  for (const action of answered) {
    assert.ok(recorder.count('pile', 'CALL', action) > 0, `${action} was sent`);
    assert.equal(recorder.count('cloud', 'CALLRESULT', action), recorder.count('pile', 'CALL', action));
  }
  for (const action of cloud ? ['RemoteStartTransaction', 'RemoteStopTransaction'] : []) {
    assert.equal(recorder.count('cloud', 'CALL', action), 1);
    assert.equal(recorder.count('pile', 'CALLRESULT', action), 1);
  }
}

async function remoteOf(httpBase) {
  if (options.remote === 'test')
    return remote.testCloud(httpBase);
  return options.remote === 'ocpi' ? remote.ocpi(httpBase, options.token, options.location) : null;
}

async function main() {
  assert.ok(clients[options.client], `--client must be one of ${Object.keys(clients).join(', ')}`);
  let server = null;
  if (options.serve) {
    server = await startServer(options.serve);
    options.url = `ws://127.0.0.1:${server.port}/ocpp`;
    options.remote = 'test';
  } else if (options.cloud) {
    server = await startCloud(options.cloud, options.site);
    options.url = `ws://127.0.0.1:${server.port}/ocpp`;
    options.remote = 'ocpi';
  }
  assert.ok(options.url, '--url, --serve or --cloud is wanted');
  const target = new URL(options.url);
  const recorder = new Recorder(`${target.protocol}//${target.host}`);
  const cloud = await remoteOf(`http://${target.host}`);
  const pile = new Pile();
  try {
    const base = (await recorder.listen()) + target.pathname.replace(/\/$/, '');
    pile.door = await clients[options.client]({
      base, pile: options.pile, password: options.password, onCall: (action, payload) => pile.onCall(action, payload),
    });
    await localCharge(pile);
    if (cloud)
      await remoteCharge(pile, cloud);
    if (cloud?.report)
      checkReport(await cloud.report(options.pile));
    await pile.door.close();
    checkFrames(recorder, cloud);
    console.log(`${options.client}: ${recorder.frames.length} frames, all valid by ocpp-rpc's schemas`);
  } finally {
    recorder.close();
    cloud?.close();
    if (server)
      await stopServer(server);
  }
}

const patience = setTimeout(() => {
  console.error('no end within 50 s');
  process.exit(1);
}, 50_000);
main().then(() => clearTimeout(patience)).then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
