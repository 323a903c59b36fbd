// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/board.h"
#include "models/basics/whenfinished.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace pd;
using namespace pd::console;
using namespace std::chrono_literals;

namespace {

class HandLink final : public CloudLink
{
public:
    LinkState state() const override { return m_state; }
    Error lastError() const override { return {}; }
    QUrl url() const override { return {}; }
    SignIn signedIn() const override { return {}; }
    bool isSandbox() const override { return false; }
    QFuture<Result<SignIn>> signIn(const QUrl &, const QString &, const QString &) override { return {}; }
    void signOut() override { set(LinkState::SignedOut); }
    void set(LinkState state)
    {
        m_state = state;
        Q_EMIT stateChanged();
    }

private:
    LinkState m_state = LinkState::SignedOut;
};

// Answers when the test says so.
class HandPiles final : public PilesGateway
{
public:
    QFuture<Result<QList<Station>>> stations() override { return ask(stationAnswers); }
    QFuture<Result<QList<Pile>>> piles() override { return ask(pileAnswers); }
    QFuture<Result<PricePlan>> pricePlan(const StationId &) override { return {}; }
    QFuture<Result<QList<PileRefusal>>> refusedConnections() override { return {}; }

    template <typename T>
    using Answers = QList<std::shared_ptr<QPromise<Result<T>>>>;
    template <typename T>
    static QFuture<Result<T>> ask(Answers<T> &answers)
    {
        answers.append(std::make_shared<QPromise<Result<T>>>());
        answers.last()->start();
        return answers.last()->future();
    }
    template <typename T>
    static void answer(Answers<T> &answers, Result<T> value, int which = -1)
    {
        const auto promise = which < 0 ? answers.last() : answers.at(which);
        promise->addResult(std::move(value));
        promise->finish();
    }

    Answers<QList<Station>> stationAnswers;
    Answers<QList<Pile>> pileAnswers;
};

class HandOrders final : public OrdersGateway
{
public:
    QFuture<Result<AccountCheck>> checkAccount(const QString &) override { return {}; }
    QFuture<Result<AccountCheck>> changeAccount(const AccountId &, const AccountChange &) override
    {
        return {};
    }
    QFuture<Result<ChargeOrder>> create(const OrderRequest &) override { return {}; }
    QFuture<Result<ChargeOrder>> order(const OrderId &) override { return {}; }
    QFuture<Result<ChargeOrder>> start(const OrderId &) override { return {}; }
    QFuture<Result<ChargeOrder>> stop(const OrderId &) override { return {}; }
    QFuture<Result<ChargeOrder>> cancel(const OrderId &) override { return {}; }
    QFuture<Result<Page>> page(const QString &, int) override { return {}; }
    QFuture<Result<JointSettlement>> settle(const SettlementRequest &) override { return {}; }
    QFuture<Result<JointSettlement>> settlement(const QString &) override { return {}; }
};

Pile pile(const char *id, const char *bay)
{
    Pile made;
    made.id = PileId(QLatin1String(id));
    made.bay = QLatin1String(bay);
    return made;
}

QString bays(const PileStore &store)
{
    QStringList words;
    for (const Pile &known : store.piles())
        words.append(known.id.text() + QLatin1Char('=') + known.bay);
    return words.join(QLatin1Char(' '));
}

} // namespace

class TestBoard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void loadsWhenAsked();
    void whatIsToldMeanwhileWins();
    void anOldAnswerIsNotTaken();
    void failsAndTriesAgain();
    void doesNotInsistOnWhatIsNotOffered();
    void staleWithTheLink();
    void emptyAfterSignOut();

private:
    void load(const QList<Pile> &piles);

    std::unique_ptr<HandLink> m_link;
    std::unique_ptr<HandPiles> m_piles;
    std::unique_ptr<HandOrders> m_orders;
    std::unique_ptr<PileStore> m_pileStore;
    std::unique_ptr<OrderStore> m_orderStore;
    std::unique_ptr<Board> m_board;
};

void TestBoard::init()
{
    m_board.reset();
    m_link = std::make_unique<HandLink>();
    m_piles = std::make_unique<HandPiles>();
    m_orders = std::make_unique<HandOrders>();
    m_pileStore = std::make_unique<PileStore>();
    m_orderStore = std::make_unique<OrderStore>();
    m_board = std::make_unique<Board>(*m_link, *m_piles, *m_orders, *m_pileStore, *m_orderStore);
    m_board->setRetryPause(10ms);
    m_link->set(LinkState::Live);
}

void TestBoard::load(const QList<Pile> &piles)
{
    Q_EMIT m_piles->reloadNeeded();
    HandPiles::answer(m_piles->stationAnswers, Result<QList<Station>>(QList<Station>{}));
    const qsizetype asked = m_piles->pileAnswers.size();
    QTRY_COMPARE(m_piles->pileAnswers.size(), asked + 1);
    HandPiles::answer(m_piles->pileAnswers, Result<QList<Pile>>(piles));
    QTRY_VERIFY(m_board->isLoaded());
}

void TestBoard::loadsWhenAsked()
{
    QSignalSpy loaded(m_board.get(), &Board::loaded);
    QVERIFY(m_pileStore->isStale());
    load({pile("A", "1"), pile("B", "2")});
    QCOMPARE(bays(*m_pileStore), QStringLiteral("A=1 B=2"));
    QVERIFY(!m_pileStore->isStale());
    QCOMPARE(loaded.size(), 1);
    Q_EMIT m_piles->pileChanged(pile("B", "3"));
    QCOMPARE(bays(*m_pileStore), QStringLiteral("A=1 B=3"));
}

void TestBoard::whatIsToldMeanwhileWins()
{
    load({pile("A", "1")});
    Q_EMIT m_piles->reloadNeeded();
    Q_EMIT m_piles->pileChanged(pile("A", "new"));
    QCOMPARE(bays(*m_pileStore), QStringLiteral("A=new"));
    HandPiles::answer(m_piles->stationAnswers, Result<QList<Station>>(QList<Station>{}));
    QTRY_COMPARE(m_piles->pileAnswers.size(), 2);
    HandPiles::answer(m_piles->pileAnswers, Result<QList<Pile>>(QList<Pile>{pile("A", "1"), pile("B", "2")}));
    QTRY_COMPARE(bays(*m_pileStore), QStringLiteral("A=new B=2"));
}

void TestBoard::anOldAnswerIsNotTaken()
{
    Q_EMIT m_piles->reloadNeeded();
    load({pile("A", "1")});
    HandPiles::answer(m_piles->stationAnswers, Result<QList<Station>>(QList<Station>{Station()}), 0);
    QTest::qWait(20);
    QVERIFY(m_pileStore->stations().isEmpty());
    QCOMPARE(m_piles->pileAnswers.size(), 1);
}

void TestBoard::failsAndTriesAgain()
{
    QSignalSpy failed(m_board.get(), &Board::loadFailed);
    Q_EMIT m_piles->reloadNeeded();
    HandPiles::answer<QList<Station>>(m_piles->stationAnswers, failure(Error::Kind::Timeout, QString()));
    QTRY_COMPARE(failed.size(), 1);
    QTRY_COMPARE(m_piles->stationAnswers.size(), 2);
    HandPiles::answer(m_piles->stationAnswers, Result<QList<Station>>(QList<Station>{}));
    QTRY_COMPARE(m_piles->pileAnswers.size(), 1);
    HandPiles::answer(m_piles->pileAnswers, Result<QList<Pile>>(QList<Pile>{}));
    QTRY_VERIFY(m_board->isLoaded());
}

void TestBoard::doesNotInsistOnWhatIsNotOffered()
{
    QSignalSpy failed(m_board.get(), &Board::loadFailed);
    Q_EMIT m_piles->reloadNeeded();
    HandPiles::answer<QList<Station>>(m_piles->stationAnswers, failure(Error::Kind::Unsupported, QString()));
    QTRY_COMPARE(failed.size(), 1);
    QTest::qWait(40);
    QCOMPARE(m_piles->stationAnswers.size(), 1);
}

void TestBoard::staleWithTheLink()
{
    load({pile("A", "1")});
    m_link->set(LinkState::Stale);
    QVERIFY(m_pileStore->isStale());
    QCOMPARE(bays(*m_pileStore), QStringLiteral("A=1"));
    m_link->set(LinkState::Live);
    QVERIFY(!m_pileStore->isStale());
}

void TestBoard::emptyAfterSignOut()
{
    load({pile("A", "1")});
    ChargeOrder order;
    order.id = OrderId(QStringLiteral("o"));
    Q_EMIT m_orders->orderChanged(order);
    QCOMPARE(m_orderStore->orders().size(), 1);
    m_link->signOut();
    QVERIFY(m_pileStore->piles().isEmpty());
    QVERIFY(m_orderStore->orders().isEmpty());
    QVERIFY(m_pileStore->isStale());
}

QTEST_GUILESS_MAIN(TestBoard)
#include "test_board.moc"
