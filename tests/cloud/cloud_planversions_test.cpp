// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cloud/charges.h"
#include "tests/cloud/served.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

// How a plan comes into force: drafted by one, approved by another, confirmed by the piles that take plans.
class CloudPlanVersionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void life();
    void refusals_data();
    void refusals();
    void implausible_data();
    void implausible();
    void rollBack();
    void actsStayAsTheyAre();
    void confirmation();
    void pricedByTheCloud();
    void silentPileIsNotHeldBack();
    void onlyWhileIdle();
    void startHeldUntilConfirmed();
    void heldStartExpires();
    void cardHeldUntilConfirmed();
    void survivesRestart();
    void overHttp();
};

namespace {

const StationId s1{QStringLiteral("S1")};
const PlanDesk::Person op1{QStringLiteral("op1"), false};
const PlanDesk::Person op2{QStringLiteral("op2"), false};
const PlanDesk::Person lead1{QStringLiteral("lead1"), true};
const QString v1 = QStringLiteral("V1");
const QString v2 = QStringLiteral("V2");
const QString v3 = QStringLiteral("V3");

UnitPrice price(const char *text)
{
    return UnitPrice::fromText(QString::fromLatin1(text)).value();
}

// V1 with a service fee of 0.50 in the flat band, from 22:00 on.
PlanDraft flatDearer(Rig &rig, const char *start = "2026-03-16 22:00:00")
{
    PlanDraft draft;
    draft.station = s1;
    draft.plan = rig.core->catalogue.plan(v1).value();
    draft.plan.startsAt = start ? shanghai(start) : QDateTime();
    draft.plan.prices[size_t(Band::Flat)].service = price("0.50");
    return draft;
}

Result<PlanVersion> act(Rig &rig, const QString &version, PlanDeed deed, const PlanDesk::Person &by,
                        const QString &reason = {})
{
    return rig.core->plans.act(version, deed, by, reason);
}

QString reasonOf(const Result<PlanVersion> &result)
{
    return result ? QStringLiteral("done") : result.error().reason;
}

// "V3 APPROVED; V2 IN_FORCE; V1 SUPERSEDED"
QString states(Rig &rig)
{
    QStringList words;
    const Result<QList<PlanVersion>> versions = rig.core->plans.versions(s1);
    for (const PlanVersion &version : versions.value_or(QList<PlanVersion>()))
        words.append(version.plan.version + QLatin1Char(' ') + toWord(version.state));
    return words.join(QStringLiteral("; "));
}

PlanConfirmation confirmationOf(Rig &rig, const PileId &pile)
{
    const QList<PlanConfirmation> all = rig.core->planKeeper.confirmations(s1);
    for (const PlanConfirmation &one : all) {
        if (one.pile == pile)
            return one;
    }
    return {};
}

QString taking(Rig &rig, const PileId &pile = third)
{
    const PlanConfirmation said = confirmationOf(rig, pile);
    return QStringList{toWord(said.taking), said.confirmed, said.reason}.join(QLatin1Char(' ')).trimmed();
}

void boot(Rig &rig, const char *pile, ConnectorStatus status = ConnectorStatus::Available)
{
    const PileId id{QString::fromLatin1(pile)};
    rig.core->office.pileOnline(id, true);
    (void)rig.core->office.boot(id, {});
    rig.report(pile, status);
}

void bringV2IntoForce(Rig &rig)
{
    QCOMPARE(reasonOf(rig.core->plans.draft(flatDearer(rig), op1)), QStringLiteral("done"));
    QCOMPARE(reasonOf(act(rig, v2, PlanDeed::Submit, op1)), QStringLiteral("done"));
    QCOMPARE(reasonOf(act(rig, v2, PlanDeed::Approve, lead1)), QStringLiteral("done"));
    rig.clock.set(shanghai("2026-03-16 22:00:00"));
}

const Done refusal = failure(Error::Kind::Rejected, QStringLiteral("not now"));

} // namespace

void CloudPlanVersionsTest::life()
{
    Rig rig;
    QVERIFY(rig.open());
    QSignalSpy changed(&rig.core->plans, &PlanDesk::plansChanged);
    const Result<PlanVersion> made = rig.core->plans.draft(flatDearer(rig), op1);
    QVERIFY(made);
    QCOMPARE(made->plan.version, v2);
    QCOMPARE(states(rig), QStringLiteral("V2 DRAFT; V1 IN_FORCE"));
    // The drafter may change it as long as it is a draft.
    PlanDraft other = flatDearer(rig);
    other.plan.prices[size_t(Band::Peak)].electricity = price("1.05");
    QVERIFY(rig.core->plans.change(v2, other, op1));
    QVERIFY(rig.core->plans.change(v2, flatDearer(rig), op1));
    QVERIFY(act(rig, v2, PlanDeed::Submit, op1));
    QCOMPARE(reasonOf(rig.core->plans.change(v2, other, op1)), QStringLiteral("not_draft"));
    QCOMPARE(reasonOf(act(rig, v2, PlanDeed::Approve, op1)), QStringLiteral("role_missing"));
    rig.clock.set(shanghai("2026-03-16 19:00:00"));
    const Result<PlanVersion> approved
        = act(rig, v2, PlanDeed::Approve, lead1, QStringLiteral("agreed with the owner"));
    QVERIFY(approved);
    QCOMPARE(toWord(approved->state), QStringLiteral("APPROVED"));
    QCOMPARE(states(rig), QStringLiteral("V2 APPROVED; V1 IN_FORCE"));
    const qsizetype before = changed.size();
    rig.clock.set(shanghai("2026-03-16 22:00:00"));
    QTRY_VERIFY(changed.size() > before);
    QCOMPARE(states(rig), QStringLiteral("V2 IN_FORCE; V1 SUPERSEDED"));

    const QList<PlanAct> acts = rig.core->planTable.acts(v2);
    QCOMPARE(acts.size(), 5);
    const PlanAct &last = acts.last();
    QCOMPARE(toWord(last.deed), QStringLiteral("APPROVE"));
    QCOMPARE(last.by, QStringLiteral("lead1"));
    QCOMPARE(last.at, shanghai("2026-03-16 19:00:00"));
    QCOMPARE(last.reason, QStringLiteral("agreed with the owner"));
    const PlanChange expected{PlanChange::What::Service, Band::Flat, 0, 0, QStringLiteral("0.40"),
                              QStringLiteral("0.50")};
    QCOMPARE(last.difference, QList<PlanChange>{expected});
}

void CloudPlanVersionsTest::refusals_data()
{
    QTest::addColumn<QString>("deeds"); // "who deed, ..." of which the last is refused
    QTest::addColumn<QString>("reason");
    QTest::newRow("operator approves another's") << "op1 SUBMIT, op2 APPROVE"
                                                 << "role_missing";
    QTest::newRow("not submitted yet") << "lead1 APPROVE"
                                       << "not_submitted";
    QTest::newRow("twice") << "op1 SUBMIT, lead1 APPROVE, lead1 APPROVE"
                           << "not_submitted";
    QTest::newRow("another submits") << "op2 SUBMIT"
                                     << "not_the_drafter";
    QTest::newRow("another discards") << "lead1 DISCARD"
                                      << "not_the_drafter";
    QTest::newRow("refused without a word") << "op1 SUBMIT, lead1 REFUSE"
                                            << "reason_missing";
    QTest::newRow("refused, then approved") << "op1 SUBMIT, lead1 REFUSE!, lead1 APPROVE"
                                            << "not_submitted";
    QTest::newRow("discarded, then submitted") << "op1 DISCARD, op1 SUBMIT"
                                               << "not_draft";
    QTest::newRow("too late to submit") << "late SUBMIT"
                                        << "start_passed";
    QTest::newRow("too late to approve") << "op1 SUBMIT, late APPROVE"
                                         << "start_passed";
}

void CloudPlanVersionsTest::refusals()
{
    QFETCH(QString, deeds);
    QFETCH(QString, reason);
    Rig rig;
    QVERIFY(rig.open());
    QVERIFY(rig.core->plans.draft(flatDearer(rig), op1));
    const QHash<QString, PlanDesk::Person> people{{op1.name, op1}, {op2.name, op2}, {lead1.name, lead1}};
    const QStringList steps = deeds.split(QStringLiteral(", "));
    for (const QString &step : steps) {
        QStringList words = step.split(QLatin1Char(' '));
        const bool givesReason = words[1].endsWith(QLatin1Char('!'));
        words[1].remove(QLatin1Char('!'));
        const PlanDeed deed = planDeedFromWord(words[1]).value();
        if (words[0] == QLatin1String("late")) {
            rig.clock.set(shanghai("2026-03-16 22:00:01"));
            words[0] = deed == PlanDeed::Submit ? op1.name : lead1.name;
        }
        const Result<PlanVersion> done = act(rig, v2, deed, people.value(words[0]),
                                             givesReason ? QStringLiteral("too dear") : QString());
        QCOMPARE(reasonOf(done), &step == &steps.last() ? reason : QStringLiteral("done"));
    }
    // Nothing of it has changed the prices.
    QCOMPARE(rig.core->catalogue.planVersionAt(rig.core->catalogue.station(s1).value(),
                                               shanghai("2026-03-16 21:00:00")),
             v1);
}

void CloudPlanVersionsTest::implausible_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("reason");
    for (const char *what : {"negative", "absurd", "unpriced", "currency", "zone", "cap"})
        QTest::newRow(what) << QString::fromLatin1(what) << "plan_invalid";
    QTest::newRow("station") << "station"
                             << "unknown_location";
}

void CloudPlanVersionsTest::implausible()
{
    QFETCH(QString, what);
    QFETCH(QString, reason);
    Rig rig;
    QVERIFY(rig.open());
    PlanDraft draft = flatDearer(rig);
    if (what == QLatin1String("negative"))
        draft.plan.prices[size_t(Band::Peak)].service = UnitPrice::fromE5(-1);
    else if (what == QLatin1String("absurd"))
        draft.plan.prices[size_t(Band::Peak)].service = price("140");
    else if (what == QLatin1String("unpriced")) {
        draft.plan.slotBands[0] = Band::DeepValley;
        draft.plan.prices[size_t(Band::DeepValley)] = {};
    } else if (what == QLatin1String("currency"))
        draft.plan.currency = QStringLiteral("EUR");
    else if (what == QLatin1String("zone"))
        draft.plan.timeZone = QTimeZone("Europe/Berlin");
    else if (what == QLatin1String("cap"))
        draft.plan.occupancy.cap = Money::fromMinor(-1);
    else
        draft.station = StationId(QStringLiteral("S9"));
    QCOMPARE(reasonOf(rig.core->plans.draft(draft, op1)), reason);
    QCOMPARE(states(rig), QStringLiteral("V1 IN_FORCE"));
}

void CloudPlanVersionsTest::rollBack()
{
    Rig rig;
    QVERIFY(rig.open());
    bringV2IntoForce(rig);
    PlanDraft back;
    back.station = s1;
    back.rollsBackTo = v1;
    // A lead drafts it, and has to ask somebody else as well.
    QVERIFY(rig.core->plans.draft(back, lead1));
    QVERIFY(act(rig, v3, PlanDeed::Submit, lead1));
    QCOMPARE(reasonOf(act(rig, v3, PlanDeed::Approve, lead1)), QStringLiteral("own_draft"));
    const PlanDesk::Person lead2{QStringLiteral("lead2"), true};
    QVERIFY(act(rig, v3, PlanDeed::Approve, lead2));
    QCOMPARE(states(rig), QStringLiteral("V3 IN_FORCE; V2 SUPERSEDED; V1 SUPERSEDED"));
    PricePlan expected = rig.core->catalogue.plan(v1).value();
    expected.version = v3;
    expected.startsAt = rig.clock.now();
    QCOMPARE(rig.core->catalogue.plan(v3).value(), expected);
    QCOMPARE(rig.core->plans.versions(s1)->first().rollsBackTo, v1);
    // Once more the same prices: nothing to decide.
    QVERIFY(rig.core->plans.draft(back, lead1));
    QCOMPARE(reasonOf(act(rig, QStringLiteral("V4"), PlanDeed::Submit, lead1)),
             QStringLiteral("no_difference"));
    back.rollsBackTo = QStringLiteral("V9");
    QCOMPARE(reasonOf(rig.core->plans.draft(back, lead1)), QStringLiteral("unknown_plan"));
}

void CloudPlanVersionsTest::actsStayAsTheyAre()
{
    Rig rig;
    QVERIFY(rig.open());
    QVERIFY(rig.core->plans.draft(flatDearer(rig), op1));
    for (const char *sql : {"UPDATE price_plan_act SET done_by = 'op2'", "DELETE FROM price_plan_act"}) {
        Transaction work(*rig.db);
        rig.db->run(QString::fromLatin1(sql));
        QVERIFY2(!work.commit(), sql);
    }
    QCOMPARE(rig.core->planTable.acts(v2).size(), 1);
}

// ---- piles

void CloudPlanVersionsTest::confirmation()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.link.planAnswer = Done();
    QCOMPARE(taking(rig), QStringLiteral("UNKNOWN"));
    boot(rig, pile3);
    QTRY_COMPARE(taking(rig), QStringLiteral("CONFIRMED V1"));
    bringV2IntoForce(rig);
    QTRY_COMPARE(taking(rig), QStringLiteral("CONFIRMED V2"));
    QCOMPARE(confirmationOf(rig, third).confirmedAt, shanghai("2026-03-16 22:00:00"));
}

void CloudPlanVersionsTest::pricedByTheCloud()
{
    Rig rig;
    QVERIFY(rig.open());
    boot(rig, pile3);
    QTRY_COMPARE(taking(rig), QStringLiteral("CLOUD_PRICED"));
    bringV2IntoForce(rig);
    rig.letRun();
    QCOMPARE(rig.link.count(QStringLiteral("plan 33010800100003 V2")), 0);
    QVERIFY(rig.core->planKeeper.mayStart(third));
}

void CloudPlanVersionsTest::silentPileIsNotHeldBack()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.link.planAnswer = failure(Error::Kind::Timeout, QStringLiteral("no answer in 30 s"));
    boot(rig, pile3);
    QTRY_COMPARE(rig.link.count(QStringLiteral("plan")), 1);
    QTRY_VERIFY(rig.core->planKeeper.mayStart(third));
    QCOMPARE(taking(rig), QStringLiteral("UNKNOWN"));
}

void CloudPlanVersionsTest::onlyWhileIdle()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.link.planAnswer = Done();
    boot(rig, pile3, ConnectorStatus::Preparing);
    QTRY_COMPARE(taking(rig), QStringLiteral("CONFIRMED V1"));
    rig.report(pile3, ConnectorStatus::Charging);
    bringV2IntoForce(rig);
    QTRY_COMPARE(taking(rig), QStringLiteral("PENDING V1 charging"));
    QTRY_COMPARE(confirmationOf(rig, third).pendingSince, shanghai("2026-03-16 22:00:00"));
    rig.report(pile3, ConnectorStatus::Finishing);
    QTRY_COMPARE(taking(rig), QStringLiteral("CONFIRMED V2"));
}

void CloudPlanVersionsTest::startHeldUntilConfirmed()
{
    Rig rig;
    rig.settings.plans.retryMs = 10;
    QVERIFY(rig.open());
    rig.link.planAnswer = Done();
    boot(rig, pile3, ConnectorStatus::Preparing);
    QTRY_COMPARE(taking(rig), QStringLiteral("CONFIRMED V1"));
    const ChargeOrder paid = paidOrder(rig);
    rig.link.planAnswer = refusal;
    bringV2IntoForce(rig);
    QTRY_COMPARE(taking(rig), QStringLiteral("PENDING V1 refused"));
    QVERIFY(rig.core->orders.start(paid.id, op1.name));
    QTRY_COMPARE(rig.order(paid.id).command->reason, QStringLiteral("price_plan_pending"));
    QCOMPARE(toWord(rig.order(paid.id).command->life), QStringLiteral("REQUESTED"));
    QCOMPARE(rig.link.count(QStringLiteral("start")), 0);
    // It is asked again by itself, confirms, and starts.
    rig.link.planAnswer = Done();
    QTRY_COMPARE(rig.link.count(QStringLiteral("start")), 1);
    QCOMPARE(taking(rig), QStringLiteral("CONFIRMED V2"));
    QTRY_COMPARE(toWord(rig.order(paid.id).command->life), QStringLiteral("ACCEPTED"));
    QVERIFY(rig.order(paid.id).command->reason.isEmpty());
}

void CloudPlanVersionsTest::heldStartExpires()
{
    Rig rig;
    rig.settings.command.expiryMs = 50;
    QVERIFY(rig.open());
    rig.link.planAnswer = refusal;
    boot(rig, pile3, ConnectorStatus::Preparing);
    QTRY_COMPARE(taking(rig), QStringLiteral("PENDING  refused"));
    const ChargeOrder paid = paidOrder(rig);
    QVERIFY(rig.core->orders.start(paid.id, op1.name));
    QVERIFY(rig.waitState(paid.id, OrderState::Failed));
    QCOMPARE(rig.order(paid.id).command->reason, QStringLiteral("price_plan_pending"));
    QCOMPARE(rig.link.count(QStringLiteral("start")), 0);
    QTRY_COMPARE(rig.order(paid.id).refunded, yuan("20.00"));
}

void CloudPlanVersionsTest::cardHeldUntilConfirmed()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.link.planAnswer = refusal;
    boot(rig, pile3, ConnectorStatus::Preparing);
    QTRY_COMPARE(taking(rig), QStringLiteral("PENDING  refused"));
    const QString card = QStringLiteral("04A2B3C4");
    QCOMPARE(rig.core->office.authorize(third, card), AuthorizationStatus::Blocked);
    // A charge that runs can be ended by its card.
    rig.report(pile3, ConnectorStatus::Charging);
    QCOMPARE(rig.core->office.authorize(third, card), AuthorizationStatus::Accepted);
}

void CloudPlanVersionsTest::survivesRestart()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.link.planAnswer = Done();
    boot(rig, pile3);
    QTRY_COMPARE(taking(rig), QStringLiteral("CONFIRMED V1"));
    QVERIFY(rig.core->plans.draft(flatDearer(rig), op1));
    QVERIFY(act(rig, v2, PlanDeed::Submit, op1));
    QVERIFY(act(rig, v2, PlanDeed::Approve, lead1));
    rig.close();
    QVERIFY(rig.open());
    QCOMPARE(states(rig), QStringLiteral("V2 APPROVED; V1 IN_FORCE"));
    QCOMPARE(taking(rig), QStringLiteral("CONFIRMED V1"));
    boot(rig, pile3);
    QTRY_COMPARE(rig.link.count(QStringLiteral("plan 33010800100003 V1")), 2); // told again after its boot
    rig.clock.set(shanghai("2026-03-16 22:00:00"));
    QTRY_COMPARE(taking(rig), QStringLiteral("CONFIRMED V2"));
}

// ---- from outside

void CloudPlanVersionsTest::overHttp()
{
    Rig rig;
    QVERIFY(rig.open());
    Served cloud(rig);
    {
        Transaction work(*rig.db);
        cloud.staff.addPerson(StaffId(QStringLiteral("lead1")), QStringLiteral("lead1"),
                              {QStringLiteral("operator"), QStringLiteral("lead")},
                              hashOf(QStringLiteral("lead1-demo")));
        QVERIFY(work.commit());
    }
    const QByteArray op = cloud.signIn("op1");
    const QByteArray lead = cloud.signIn("lead1");
    const QString module = QStringLiteral("cnpdk_priceplans");
    const QByteArray draft = net::encode(flatDearer(rig));
    QCOMPARE(cloud.post(module, draft).http, 403); // a party is nobody who decides prices
    QCOMPARE(cloud.post(module, draft, cloud.signIn("cs1")).http, 403);
    QCOMPARE(cloud.post(module, "{}", op).http, 400);
    QCOMPARE(cloud.post(module, draft, op).word("version"), v2);
    QCOMPARE(cloud.ask("PUT", QStringLiteral("/ocpi/2.2.1/") + module + QStringLiteral("/V2"), op, draft)
                 .word("state"),
             QStringLiteral("DRAFT"));
    QCOMPARE(cloud.post(module + QStringLiteral("/V2/submit"), {}, op).word("state"),
             QStringLiteral("SUBMITTED"));
    const Answer own = cloud.post(module + QStringLiteral("/V2/approve"), {}, op);
    QCOMPARE(own.http, 403);
    QCOMPARE(own.word("reason"), QStringLiteral("role_missing"));
    QCOMPARE(cloud.post(module + QStringLiteral("/V2/draft"), {}, lead).http, 404);
    QCOMPARE(cloud.post(module + QStringLiteral("/V9/approve"), {}, lead).http, 404);
    QCOMPARE(
        cloud.post(module + QStringLiteral("/V2/approve"), "{\"reason\":\"agreed\"}", lead).word("state"),
        QStringLiteral("APPROVED"));
    const Answer list = cloud.get(module + QStringLiteral("/versions?location_id=S1"), op);
    QCOMPARE(list.data[0][QLatin1String("acts")].toArray().size(), 4);
    QCOMPARE(cloud.get(module + QStringLiteral("/versions?location_id=S9"), op).http, 404);
    const Answer piles = cloud.get(module + QStringLiteral("/confirmations?location_id=S1"), op);
    QCOMPARE(piles.data.toArray().size(), 10);
    const Answer tariff = cloud.get(QStringLiteral("tariffs/V2"), op);
    QCOMPARE(tariff.word("start_date_time"), QStringLiteral("2026-03-16T14:00:00Z"));
    QVERIFY(tariff.body.contains("\"price\":1.2000")); // flat: 0.70 + 0.50
    QVERIFY(cloud.feed.seq() >= 4);
}

QTEST_GUILESS_MAIN(CloudPlanVersionsTest)
#include "cloud_planversions_test.moc"
