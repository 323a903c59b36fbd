// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/basics/result.h"
#include "models/basics/whenfinished.h"

#include <QTest>
#include <QThread>

#include <memory>

using namespace pd;

namespace {

// Returns when everything that was posted before has been delivered.
void deliverAll()
{
    bool delivered = false;
    QMetaObject::invokeMethod(
        qApp, [&] { delivered = true; }, Qt::QueuedConnection);
    QTRY_VERIFY(delivered);
}

} // namespace

class WhenFinishedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readyValue();
    void laterValue();
    void valueFromAnotherThread();
    void movesOnlyValues();
    void contextDiesFirst();
    void contextDiesBetweenValueAndCall();
    void contextDiesInTheCall();
    void droppedPromise();
    void cancelled();
    void failureIsAValue();
};

void WhenFinishedTest::readyValue()
{
    int got = 0;
    whenFinished(readyFuture(7), this, [&](int value) { got = value; });
    QCOMPARE(got, 0); // never before the caller has returned to its loop
    QTRY_COMPARE(got, 7);
}

void WhenFinishedTest::laterValue()
{
    QPromise<int> promise;
    promise.start();
    QList<int> got;
    whenFinished(promise.future(), this, [&](int value) { got += value; });
    deliverAll();
    QVERIFY(got.isEmpty());
    promise.addResult(8);
    deliverAll();
    QVERIFY(got.isEmpty()); // a result is not the end
    promise.finish();
    QTRY_COMPARE(got, QList<int>{8});
    QTRY_VERIFY(findChildren<QFutureWatcherBase *>().isEmpty());
}

void WhenFinishedTest::valueFromAnotherThread()
{
    auto promise = std::make_shared<QPromise<int>>();
    QThread *calledOn = nullptr;
    whenFinished(promise->future(), this, [&](int) { calledOn = QThread::currentThread(); });
    std::unique_ptr<QThread> thread(QThread::create([promise] {
        promise->start();
        promise->addResult(9);
        promise->finish();
    }));
    thread->start();
    QTRY_COMPARE(calledOn, QThread::currentThread());
    QVERIFY(thread->wait(10'000));
}

void WhenFinishedTest::movesOnlyValues()
{
    auto owned = std::make_unique<int>(5);
    int got = 0;
    whenFinished(readyFuture(1), this, [&got, owned = std::move(owned)](int value) { got = *owned + value; });
    QTRY_COMPARE(got, 6);
}

void WhenFinishedTest::contextDiesFirst()
{
    QPromise<int> promise;
    promise.start();
    bool called = false;
    auto context = std::make_unique<QObject>();
    whenFinished(promise.future(), context.get(), [&](int) { called = true; });
    context.reset();
    promise.addResult(1);
    promise.finish();
    bool after = false;
    whenFinished(promise.future(), this, [&](int) { after = true; });
    QTRY_VERIFY(after);
    QVERIFY(!called);
}

void WhenFinishedTest::contextDiesBetweenValueAndCall()
{
    bool called = false;
    auto context = std::make_unique<QObject>();
    whenFinished(readyFuture(1), context.get(), [&](int) { called = true; });
    context.reset();
    bool after = false;
    whenFinished(readyFuture(2), this, [&](int) { after = true; });
    QTRY_VERIFY(after);
    QVERIFY(!called);
}

void WhenFinishedTest::contextDiesInTheCall()
{
    auto context = std::make_unique<QObject>();
    QString got;
    whenFinished(readyFuture(QStringLiteral("value")), context.get(), [&](const QString &value) {
        context.reset();
        got = value;
    });
    QTRY_COMPARE(got, QStringLiteral("value"));
}

void WhenFinishedTest::droppedPromise()
{
    bool called = false;
    QFuture<int> future;
    {
        QPromise<int> promise;
        promise.start();
        future = promise.future();
        whenFinished(future, this, [&](int) { called = true; });
    }
    QTRY_VERIFY(future.isFinished());
    QTRY_VERIFY(findChildren<QFutureWatcherBase *>().isEmpty());
    QVERIFY(!called);
}

void WhenFinishedTest::cancelled()
{
    bool called = false;
    QPromise<int> promise;
    promise.start();
    QFuture<int> future = promise.future();
    whenFinished(future, this, [&](int) { called = true; });
    future.cancel();
    promise.finish();
    QTRY_VERIFY(findChildren<QFutureWatcherBase *>().isEmpty());
    QVERIFY(!called);
}

void WhenFinishedTest::failureIsAValue()
{
    const Result<int> offline = failure(Error::Kind::Offline, QStringLiteral("no route"));
    Error got;
    whenFinished(readyFuture(offline), this, [&](const Result<int> &value) { got = value.error(); });
    QTRY_COMPARE(got.detail, QStringLiteral("no route"));
    QCOMPARE(got.kind, Error::Kind::Offline);
}

QTEST_GUILESS_MAIN(WhenFinishedTest)
#include "tst_whenfinished.moc"
