// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/store/schema.h"

namespace pd::cloud {

namespace {

QStringList statementsOf(const char *script)
{
    QStringList statements;
    for (const QString &part : QString::fromUtf8(script).split(QLatin1Char(';'))) {
        if (const QString statement = part.trimmed(); !statement.isEmpty())
            statements.append(statement);
    }
    return statements;
}

constexpr const char *baseScript = R"sql(
CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at BIGINT NOT NULL);
CREATE TABLE installation (id INTEGER PRIMARY KEY CHECK (id = 1),
    mode TEXT NOT NULL CHECK (mode IN ('sandbox', 'real')), created_at BIGINT NOT NULL);
CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL);

CREATE TABLE price_plan (version TEXT PRIMARY KEY, currency TEXT NOT NULL, time_zone TEXT NOT NULL,
    slots TEXT NOT NULL, per_started_minute BIGINT NOT NULL, created_at BIGINT NOT NULL);
CREATE TABLE price_plan_band (version TEXT NOT NULL REFERENCES price_plan (version), band TEXT NOT NULL,
    electricity BIGINT NOT NULL, service BIGINT NOT NULL, PRIMARY KEY (version, band));
CREATE TABLE station (id TEXT PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, city TEXT NOT NULL,
    time_zone TEXT NOT NULL, latitude DOUBLE PRECISION NOT NULL, longitude DOUBLE PRECISION NOT NULL,
    price_plan TEXT NOT NULL REFERENCES price_plan (version), site_plan TEXT NOT NULL,
    updated_at BIGINT NOT NULL);

CREATE TABLE pile (id TEXT PRIMARY KEY, station_id TEXT REFERENCES station (id), bay TEXT NOT NULL,
    vendor TEXT NOT NULL, model TEXT NOT NULL, auth_key TEXT NOT NULL, serial_number TEXT NOT NULL,
    firmware TEXT NOT NULL, iccid TEXT NOT NULL, imsi TEXT NOT NULL, booted_at BIGINT, last_seen_at BIGINT,
    latitude DOUBLE PRECISION, longitude DOUBLE PRECISION, position_source TEXT NOT NULL, position_at BIGINT,
    hdop DOUBLE PRECISION, satellites INTEGER, takes_limit INTEGER, updated_at BIGINT NOT NULL);
CREATE TABLE port (pile_id TEXT NOT NULL REFERENCES pile (id), connector INTEGER NOT NULL CHECK (connector > 0),
    max_power_w BIGINT NOT NULL, meter_address TEXT NOT NULL, status TEXT NOT NULL, error_code TEXT NOT NULL, since BIGINT,
    reading_at BIGINT, register BIGINT, power_mw BIGINT, voltage_mv BIGINT, current_ma BIGINT, soc INTEGER,
    PRIMARY KEY (pile_id, connector));

CREATE TABLE account (id TEXT PRIMARY KEY, phone TEXT NOT NULL UNIQUE, plate TEXT NOT NULL,
    port_limit INTEGER NOT NULL, blocked INTEGER NOT NULL);
CREATE TABLE card (uid TEXT PRIMARY KEY, printed TEXT NOT NULL, account_id TEXT NOT NULL REFERENCES account (id),
    blocked INTEGER NOT NULL);

CREATE TABLE staff (name TEXT PRIMARY KEY, display_name TEXT NOT NULL, password_hash TEXT NOT NULL,
    disabled INTEGER NOT NULL);
CREATE TABLE staff_role (name TEXT NOT NULL REFERENCES staff (name), role TEXT NOT NULL, PRIMARY KEY (name, role));
CREATE TABLE staff_session (token_hash TEXT PRIMARY KEY, name TEXT NOT NULL REFERENCES staff (name),
    created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL);
CREATE TABLE party_token (token_hash TEXT PRIMARY KEY, kind TEXT NOT NULL, party TEXT NOT NULL,
    peer_token TEXT NOT NULL, peer_url TEXT NOT NULL, peer_roles TEXT NOT NULL, created_at BIGINT NOT NULL);

CREATE TABLE charge_order (id TEXT PRIMARY KEY, seq BIGINT NOT NULL UNIQUE, client_ref TEXT UNIQUE,
    origin TEXT NOT NULL, state TEXT NOT NULL, station_id TEXT NOT NULL REFERENCES station (id),
    pile_id TEXT NOT NULL, connector INTEGER NOT NULL, account_id TEXT REFERENCES account (id),
    account_masked TEXT NOT NULL, mode TEXT NOT NULL, limit_kind TEXT NOT NULL, limit_value BIGINT NOT NULL,
    price_plan TEXT NOT NULL REFERENCES price_plan (version), id_tag TEXT UNIQUE,
    command_kind TEXT, command_life TEXT, command_reason TEXT, command_requested_at BIGINT,
    command_changed_at BIGINT, command_by TEXT, reply_id TEXT NOT NULL, reply_url TEXT NOT NULL,
    session_id TEXT UNIQUE, transaction_id BIGINT UNIQUE, created_at BIGINT NOT NULL, started_at BIGINT,
    ended_at BIGINT, start_register BIGINT, last_register BIGINT, last_sample_at BIGINT,
    stop_reason TEXT NOT NULL, operator TEXT NOT NULL, limit_accepted BIGINT, billed_energy BIGINT NOT NULL,
    electricity BIGINT NOT NULL, service BIGINT NOT NULL, time_cost BIGINT NOT NULL, occupancy BIGINT NOT NULL,
    reservation BIGINT NOT NULL, written_off BIGINT NOT NULL, refunded BIGINT NOT NULL, updated_at BIGINT NOT NULL,
    FOREIGN KEY (pile_id, connector) REFERENCES port (pile_id, connector));
CREATE INDEX charge_order_by_state ON charge_order (state, seq);
CREATE INDEX charge_order_by_account ON charge_order (account_id, seq);
CREATE INDEX charge_order_by_update ON charge_order (updated_at, seq);
CREATE TABLE bill_period (order_id TEXT NOT NULL REFERENCES charge_order (id), n INTEGER NOT NULL,
    band TEXT NOT NULL, start_at BIGINT NOT NULL, end_at BIGINT NOT NULL, energy BIGINT NOT NULL,
    electricity_price BIGINT NOT NULL, service_price BIGINT NOT NULL, electricity BIGINT NOT NULL,
    service BIGINT NOT NULL, PRIMARY KEY (order_id, n));
CREATE TABLE order_note (order_id TEXT NOT NULL REFERENCES charge_order (id), n INTEGER NOT NULL,
    at BIGINT NOT NULL, word TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (order_id, n));

CREATE TABLE payment (id TEXT PRIMARY KEY, order_id TEXT NOT NULL UNIQUE REFERENCES charge_order (id),
    method TEXT NOT NULL, state TEXT NOT NULL, amount BIGINT NOT NULL, currency TEXT NOT NULL,
    code_url TEXT NOT NULL, channel_ref TEXT NOT NULL, created_at BIGINT NOT NULL, paid_at BIGINT,
    unwanted INTEGER NOT NULL);
CREATE INDEX payment_by_state ON payment (state);
CREATE TABLE refund (id TEXT PRIMARY KEY, payment_id TEXT NOT NULL REFERENCES payment (id),
    order_id TEXT NOT NULL REFERENCES charge_order (id), amount BIGINT NOT NULL, reason TEXT NOT NULL,
    state TEXT NOT NULL, created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL);
CREATE INDEX refund_by_state ON refund (state);

CREATE TABLE pile_transaction (id BIGINT PRIMARY KEY, pile_id TEXT NOT NULL REFERENCES pile (id),
    connector INTEGER NOT NULL, id_tag TEXT NOT NULL, started_at BIGINT NOT NULL, meter_start BIGINT NOT NULL,
    answer TEXT NOT NULL, order_id TEXT REFERENCES charge_order (id), received_at BIGINT NOT NULL,
    stopped_at BIGINT, meter_stop BIGINT, stop_reason TEXT NOT NULL, stop_received_at BIGINT,
    UNIQUE (pile_id, connector, id_tag, started_at, meter_start));
CREATE INDEX pile_transaction_open ON pile_transaction (pile_id, connector, stop_received_at);
CREATE TABLE meter_sample (transaction_id BIGINT NOT NULL REFERENCES pile_transaction (id), n INTEGER NOT NULL,
    at BIGINT NOT NULL, register BIGINT NOT NULL, power_mw BIGINT, received_at BIGINT NOT NULL,
    PRIMARY KEY (transaction_id, n));
CREATE TABLE parked_message (id BIGINT PRIMARY KEY, pile_id TEXT NOT NULL, kind TEXT NOT NULL,
    transaction_id BIGINT, at BIGINT, register BIGINT, detail TEXT NOT NULL, received_at BIGINT NOT NULL);
CREATE INDEX parked_message_by_pile ON parked_message (pile_id, kind);

CREATE TABLE cdr (id TEXT PRIMARY KEY, seq BIGINT NOT NULL UNIQUE, order_id TEXT NOT NULL REFERENCES charge_order (id),
    document TEXT NOT NULL, updated_at BIGINT NOT NULL);
CREATE INDEX cdr_by_update ON cdr (updated_at, seq)
)sql";

// Positive amounts are debits. ledger_tip and ledger_balance are projections of the journal; `earliest` is
// the moment before which nothing more is booked.
constexpr const char *ledgerScript = R"sql(
CREATE TABLE ledger_transfer (seq BIGINT PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    subject TEXT NOT NULL, reverses TEXT UNIQUE REFERENCES ledger_transfer (id), booked_at BIGINT NOT NULL,
    contents TEXT NOT NULL, previous TEXT NOT NULL UNIQUE, hash TEXT NOT NULL UNIQUE);
CREATE INDEX ledger_transfer_by_subject ON ledger_transfer (subject, seq);
CREATE TABLE ledger_posting (transfer_seq BIGINT NOT NULL REFERENCES ledger_transfer (seq), n INTEGER NOT NULL,
    account TEXT NOT NULL, currency TEXT NOT NULL, amount BIGINT NOT NULL CHECK (amount <> 0),
    account_seq BIGINT NOT NULL, balance BIGINT NOT NULL, PRIMARY KEY (transfer_seq, n),
    UNIQUE (account, currency, account_seq));
CREATE TABLE ledger_balance (account TEXT NOT NULL, currency TEXT NOT NULL, amount BIGINT NOT NULL,
    postings BIGINT NOT NULL, PRIMARY KEY (account, currency));
CREATE TABLE ledger_tip (id INTEGER PRIMARY KEY CHECK (id = 1), seq BIGINT NOT NULL, hash TEXT NOT NULL,
    earliest BIGINT);
INSERT INTO ledger_tip (id, seq, hash)
    VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE ledger_head (day TEXT PRIMARY KEY, seq BIGINT NOT NULL, hash TEXT NOT NULL, signed_at BIGINT NOT NULL,
    public_key TEXT NOT NULL, signature TEXT NOT NULL)
)sql";

// What stands at a port and what does not come: rules of a price plan. `occupancy_cap` NULL: none.
constexpr const char *planRulesScript = R"sql(
ALTER TABLE price_plan ADD COLUMN occupancy_minute BIGINT NOT NULL DEFAULT 0;
ALTER TABLE price_plan ADD COLUMN occupancy_grace INTEGER NOT NULL DEFAULT 0;
ALTER TABLE price_plan ADD COLUMN occupancy_cap BIGINT;
ALTER TABLE price_plan ADD COLUMN reservation_free INTEGER NOT NULL DEFAULT 15;
ALTER TABLE price_plan ADD COLUMN no_show_fee BIGINT NOT NULL DEFAULT 0;
ALTER TABLE price_plan ADD COLUMN starts_at BIGINT;
ALTER TABLE price_plan ADD COLUMN alternative_text TEXT NOT NULL DEFAULT ''
)sql";

// What the running bill could not take of a register, and charges that wait for a person.
constexpr const char *abnormalScript = R"sql(
CREATE TABLE refused_sample (transaction_id BIGINT NOT NULL REFERENCES pile_transaction (id), n INTEGER NOT NULL,
    at BIGINT, register BIGINT NOT NULL, received_at BIGINT NOT NULL, PRIMARY KEY (transaction_id, n));
CREATE TABLE abnormal_order (order_id TEXT PRIMARY KEY REFERENCES charge_order (id), reason TEXT NOT NULL,
    energy BIGINT NOT NULL, flags TEXT NOT NULL, found_at BIGINT NOT NULL, decided_at BIGINT,
    decision TEXT NOT NULL, decided_by TEXT NOT NULL, note TEXT NOT NULL);
CREATE INDEX abnormal_order_waiting ON abnormal_order (decided_at, found_at)
)sql";

// Which plan a station changes to, and when. Before the first: station.price_plan.
constexpr const char *stationPlanScript = R"sql(
CREATE TABLE station_price_plan (station_id TEXT NOT NULL REFERENCES station (id), starts_at BIGINT NOT NULL,
    version TEXT NOT NULL REFERENCES price_plan (version), PRIMARY KEY (station_id, starts_at))
)sql";

// Versions of price plans on their way: what a draft says is a document, since only an approved one becomes a
// price_plan. What people did is never changed. pile_price_plan: what each pile that takes plans confirmed.
constexpr const char *planVersionScript = R"sql(
CREATE TABLE price_plan_version (version TEXT PRIMARY KEY, station_id TEXT NOT NULL REFERENCES station (id),
    seq BIGINT NOT NULL UNIQUE, state TEXT NOT NULL, document TEXT NOT NULL, rolls_back_to TEXT NOT NULL,
    drafted_by TEXT NOT NULL, created_at BIGINT NOT NULL);
CREATE INDEX price_plan_version_by_station ON price_plan_version (station_id, seq);
CREATE TABLE price_plan_act (version TEXT NOT NULL REFERENCES price_plan_version (version), n INTEGER NOT NULL,
    deed TEXT NOT NULL, done_by TEXT NOT NULL, done_at BIGINT NOT NULL, reason TEXT NOT NULL,
    difference TEXT NOT NULL, PRIMARY KEY (version, n));
CREATE TABLE pile_price_plan (pile_id TEXT PRIMARY KEY REFERENCES pile (id), takes INTEGER NOT NULL,
    confirmed TEXT NOT NULL, confirmed_at BIGINT, pending_since BIGINT)
)sql";

// Scheduled starts, what stands after a charge, what an account owes and how it is settled, card payments
// that are held before they are taken, reservations, and what drivers were told. A payment is of one order,
// or of a settlement of several.
constexpr const char *chargingScript = R"sql(
ALTER TABLE account ADD COLUMN settle_after INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN bound_card TEXT NOT NULL DEFAULT '';
ALTER TABLE charge_order ADD COLUMN start_at BIGINT;
ALTER TABLE charge_order ADD COLUMN charged_until BIGINT;
ALTER TABLE charge_order ADD COLUMN left_at BIGINT;
ALTER TABLE charge_order ADD COLUMN billed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE charge_order ADD COLUMN owed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE charge_order ADD COLUMN settlement_id TEXT;
UPDATE charge_order SET billed = 1 WHERE state IN ('SETTLED', 'ENDED')
    AND id NOT IN (SELECT order_id FROM abnormal_order WHERE decided_at IS NULL);
UPDATE charge_order SET owed = electricity + service + time_cost + occupancy + reservation
    WHERE state = 'ENDED' AND id NOT IN (SELECT order_id FROM payment);
CREATE TABLE settlement (id TEXT PRIMARY KEY, seq BIGINT NOT NULL UNIQUE, client_ref TEXT UNIQUE,
    account_id TEXT NOT NULL REFERENCES account (id), state TEXT NOT NULL, amount BIGINT NOT NULL,
    currency TEXT NOT NULL, operator TEXT NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL);
CREATE INDEX settlement_by_account ON settlement (account_id, seq);
CREATE TABLE settlement_order (settlement_id TEXT NOT NULL REFERENCES settlement (id),
    order_id TEXT NOT NULL REFERENCES charge_order (id), amount BIGINT NOT NULL,
    PRIMARY KEY (settlement_id, order_id));
CREATE INDEX settlement_order_by_order ON settlement_order (order_id);
CREATE TABLE payment7 (id TEXT PRIMARY KEY, order_id TEXT UNIQUE REFERENCES charge_order (id),
    settlement_id TEXT UNIQUE REFERENCES settlement (id), method TEXT NOT NULL, state TEXT NOT NULL,
    amount BIGINT NOT NULL, currency TEXT NOT NULL, code_url TEXT NOT NULL, channel_ref TEXT NOT NULL,
    card TEXT NOT NULL, created_at BIGINT NOT NULL, paid_at BIGINT, unwanted INTEGER NOT NULL,
    capture_amount BIGINT, is_captured INTEGER NOT NULL DEFAULT 0);
INSERT INTO payment7 (id, order_id, method, state, amount, currency, code_url, channel_ref, card, created_at,
    paid_at, unwanted) SELECT id, order_id, method, state, amount, currency, code_url, channel_ref, '', created_at,
    paid_at, unwanted FROM payment;
CREATE TABLE refund7 (id TEXT PRIMARY KEY, payment_id TEXT NOT NULL REFERENCES payment7 (id),
    order_id TEXT NOT NULL REFERENCES charge_order (id), amount BIGINT NOT NULL, reason TEXT NOT NULL,
    state TEXT NOT NULL, created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL);
INSERT INTO refund7 (id, payment_id, order_id, amount, reason, state, created_at, changed_at)
    SELECT id, payment_id, order_id, amount, reason, state, created_at, changed_at FROM refund;
DROP TABLE refund;
DROP TABLE payment;
ALTER TABLE payment7 RENAME TO payment;
ALTER TABLE refund7 RENAME TO refund;
CREATE INDEX payment_by_state ON payment (state);
CREATE INDEX refund_by_state ON refund (state);
CREATE TABLE reservation (id BIGINT PRIMARY KEY, client_ref TEXT UNIQUE, station_id TEXT NOT NULL REFERENCES station (id),
    pile_id TEXT NOT NULL, connector INTEGER NOT NULL, account_id TEXT NOT NULL REFERENCES account (id),
    id_tag TEXT NOT NULL UNIQUE, state TEXT NOT NULL, price_plan TEXT NOT NULL REFERENCES price_plan (version),
    created_at BIGINT NOT NULL, held_until BIGINT NOT NULL, ended_at BIGINT, operator TEXT NOT NULL,
    reason TEXT NOT NULL, order_id TEXT REFERENCES charge_order (id),
    FOREIGN KEY (pile_id, connector) REFERENCES port (pile_id, connector));
CREATE INDEX reservation_by_state ON reservation (state, held_until);
CREATE TABLE order_status (order_id TEXT NOT NULL REFERENCES charge_order (id), n INTEGER NOT NULL,
    at BIGINT NOT NULL, status TEXT NOT NULL, error_code TEXT NOT NULL, PRIMARY KEY (order_id, n));
CREATE TABLE driver_message (id BIGINT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (id),
    order_id TEXT REFERENCES charge_order (id), at BIGINT NOT NULL, word TEXT NOT NULL, text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL);
CREATE INDEX driver_message_by_account ON driver_message (account_id, id)
)sql";

// What piles report of firmware, uploads, security.
constexpr const char *pileReportScript = R"sql(
CREATE TABLE pile_report (pile_id TEXT NOT NULL REFERENCES pile (id), n BIGINT NOT NULL, at BIGINT NOT NULL,
    kind TEXT NOT NULL, word TEXT NOT NULL, request_id INTEGER, detail TEXT NOT NULL, PRIMARY KEY (pile_id, n))
)sql";

} // namespace

const QList<Migration> &migrations()
{
    static const QList<Migration> all{
        {1, statementsOf(baseScript)},
        {2,
         statementsOf(ledgerScript),
         {QStringLiteral("ledger_transfer"), QStringLiteral("ledger_posting"),
          QStringLiteral("ledger_head")}},
        {3, statementsOf(planRulesScript)},
        {4, statementsOf(abnormalScript)},
        {5, statementsOf(stationPlanScript)},
        {6, statementsOf(planVersionScript), {QStringLiteral("price_plan_act")}},
        {7, statementsOf(chargingScript)},
        {8, statementsOf(pileReportScript)},
    };
    return all;
}

int newestSchema()
{
    return migrations().last().version;
}

} // namespace pd::cloud
