// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/http/discovery.h"
#include "app/net/http/ocpiclient.h"
#include "tests/support/fakecloud.h"

#include <QSignalSpy>
#include <QTest>

using namespace pd;
using namespace pd::net;
using pd::test::FakeCloud;
using namespace std::chrono_literals;

class TestOcpi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void versionsUrls_data();
    void versionsUrls();
    void discoveryAnswers();
    void signsInAndDiscovers();
    void wrongPassword();
    void notACloud();
    void oldCloud();
    void whatIsNotOffered();
    void refusedTokenIsTold();
    void errorsCarryTheirReason();
    void listsFollowLinks();
    void listsDoNotFollowElsewhereOrForEver();
    void signOutForgetsTheToken();

private:
    void signIn();

    std::unique_ptr<FakeCloud> m_cloud;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<OcpiClient> m_client;
};

void TestOcpi::init()
{
    m_client.reset();
    m_http = std::make_unique<HttpClient>(HttpClient::Patience{300ms, 2000ms, 10ms, 1});
    m_client = std::make_unique<OcpiClient>(*m_http);
    m_cloud = std::make_unique<FakeCloud>();
    QVERIFY(m_cloud->listen());
    m_cloud->speakOcpi(
        {QStringLiteral("cnpdk_staff"), QStringLiteral("cnpdk_piles"), QStringLiteral("sessions")});
}

void TestOcpi::signIn()
{
    const auto done = m_client->signIn(m_cloud->url(), QStringLiteral("op1"), QStringLiteral("op1-demo"));
    QTRY_VERIFY(done.isFinished());
    QVERIFY2(done.result(), qPrintable(done.result() ? QString() : done.result().error().detail));
}

void TestOcpi::versionsUrls_data()
{
    QTest::addColumn<QString>("cloud");
    QTest::addColumn<QString>("versions");
    const QString expected = QStringLiteral("http://h:1/ocpi/versions");
    QTest::newRow("base") << QStringLiteral("http://h:1") << expected;
    QTest::newRow("slash") << QStringLiteral("http://h:1/") << expected;
    QTest::newRow("ocpi") << QStringLiteral("http://h:1/ocpi/") << expected;
    QTest::newRow("whole") << expected << expected;
    QTest::newRow("below") << QStringLiteral("https://h/cpo")
                           << QStringLiteral("https://h/cpo/ocpi/versions");
}

void TestOcpi::versionsUrls()
{
    QFETCH(QString, cloud);
    QFETCH(QString, versions);
    QCOMPARE(versionsUrl(QUrl(cloud)).toString(), versions);
}

void TestOcpi::discoveryAnswers()
{
    const QByteArray endpoints = R"({"version":"2.2.1","endpoints":[
        {"identifier":"sessions","role":"RECEIVER","url":"https://h/receive"},
        {"identifier":"sessions","role":"SENDER","url":"https://h/send"},
        {"identifier":"commands","role":"RECEIVER","url":"https://h/commands"}]})";
    const auto found = moduleEndpoints(endpoints);
    QVERIFY(found);
    QCOMPARE(found->value(QStringLiteral("sessions")), QUrl(QStringLiteral("https://h/send")));
    QCOMPARE(found->value(QStringLiteral("commands")), QUrl(QStringLiteral("https://h/commands")));
    QVERIFY(!moduleEndpoints(QByteArray(endpoints).replace("https://h/send", "file:///etc/passwd")));
    QVERIFY(!moduleEndpoints("{}"));
    const QByteArray old = R"([{"version":"2.1.1","url":"https://h/2.1.1"}])";
    QCOMPARE(versionDetailsUrl(old).error().kind, Error::Kind::Unsupported);
}

void TestOcpi::signsInAndDiscovers()
{
    const auto done = m_client->signIn(m_cloud->url(), QStringLiteral("op1"), QStringLiteral("op1-demo"));
    QTRY_VERIFY(done.isFinished());
    QVERIFY(done.result());
    QCOMPARE(done.result()->signIn.staff, StaffId(QStringLiteral("op1")));
    QVERIFY(done.result()->sandbox);
    QVERIFY(m_client->offers(QStringLiteral("cnpdk_piles")));
    QVERIFY(!m_client->offers(QStringLiteral("cnpdk_orders")));

    m_cloud->on(
        QStringLiteral("GET /ocpi/2.2.1/cnpdk_piles/stations"), [this](const FakeCloud::Request &request) {
            return m_cloud->isSignedIn(request) ? FakeCloud::data("[]") : FakeCloud::error(401, 2001, "", "");
        });
    const auto stations = m_client->get(QStringLiteral("cnpdk_piles"), QStringLiteral("/stations"));
    QTRY_VERIFY(stations.isFinished());
    QCOMPARE(*stations.result(), QByteArray("[]"));
}

void TestOcpi::wrongPassword()
{
    QSignalSpy refused(m_client.get(), &OcpiClient::tokenRefused);
    const auto done = m_client->signIn(m_cloud->url(), QStringLiteral("op1"), QStringLiteral("guess"));
    QTRY_VERIFY(done.isFinished());
    QCOMPARE(done.result().error().kind, Error::Kind::Unauthenticated);
    QCOMPARE(done.result().error().reason, QStringLiteral("bad_credentials"));
    QVERIFY(m_client->token().isEmpty());
    QCOMPARE(refused.size(), 0);
    QCOMPARE(m_cloud->requests.size(), 1);
}

void TestOcpi::notACloud()
{
    m_cloud->on(QStringLiteral("POST /ocpi/2.2.1/cnpdk_staff/sign-in"), [](const FakeCloud::Request &) {
        return FakeCloud::Answer{200, "<html>Welcome to the router</html>", {}};
    });
    const auto done = m_client->signIn(m_cloud->url(), QStringLiteral("op1"), QStringLiteral("op1-demo"));
    QTRY_VERIFY(done.isFinished());
    QCOMPARE(done.result().error().kind, Error::Kind::Protocol);
}

void TestOcpi::oldCloud()
{
    m_cloud->on(QStringLiteral("GET /ocpi/versions"), [](const FakeCloud::Request &) {
        return FakeCloud::data(R"([{"version":"2.1.1","url":"http://127.0.0.1/old"}])");
    });
    const auto done = m_client->signIn(m_cloud->url(), QStringLiteral("op1"), QStringLiteral("op1-demo"));
    QTRY_VERIFY(done.isFinished());
    QCOMPARE(done.result().error().reason, QStringLiteral("ocpi_version"));
}

void TestOcpi::whatIsNotOffered()
{
    signIn();
    const qsizetype asked = m_cloud->requests.size();
    const auto order = m_client->get(QStringLiteral("cnpdk_orders"));
    QVERIFY(order.isFinished());
    QCOMPARE(order.result().error().kind, Error::Kind::Unsupported);
    QCOMPARE(order.result().error().reason, QStringLiteral("not_offered"));
    const auto list = m_client->list(QStringLiteral("cdrs"), {}, 10);
    QVERIFY(list.isFinished());
    QCOMPARE(list.result().error().kind, Error::Kind::Unsupported);
    QCOMPARE(m_cloud->requests.size(), asked);
}

void TestOcpi::refusedTokenIsTold()
{
    signIn();
    m_cloud->on(QStringLiteral("GET /ocpi/2.2.1/cnpdk_piles"), [](const FakeCloud::Request &) {
        return FakeCloud::error(401, 2001, "unauthenticated", "token_over");
    });
    QSignalSpy refused(m_client.get(), &OcpiClient::tokenRefused);
    const auto piles = m_client->get(QStringLiteral("cnpdk_piles"));
    QTRY_VERIFY(piles.isFinished());
    QCOMPARE(piles.result().error().kind, Error::Kind::Unauthenticated);
    QCOMPARE(refused.size(), 1);
}

void TestOcpi::errorsCarryTheirReason()
{
    signIn();
    m_cloud->on(QStringLiteral("POST /ocpi/2.2.1/cnpdk_piles/x"), [](const FakeCloud::Request &) {
        return FakeCloud::error(200, 2000, "rejected", "port_occupied");
    });
    const auto said = m_client->post(QStringLiteral("cnpdk_piles"), QStringLiteral("/x"), "{}");
    QTRY_VERIFY(said.isFinished());
    QCOMPARE(said.result().error().kind, Error::Kind::Rejected);
    QCOMPARE(said.result().error().reason, QStringLiteral("port_occupied"));

    m_cloud->on(QStringLiteral("POST /ocpi/2.2.1/cnpdk_piles/x"), [](const FakeCloud::Request &) {
        return FakeCloud::Answer{503, "try later", {}};
    });
    const auto busy = m_client->post(QStringLiteral("cnpdk_piles"), QStringLiteral("/x"), "{}");
    QTRY_VERIFY(busy.isFinished());
    QCOMPARE(busy.result().error().kind, Error::Kind::Busy);
}

void TestOcpi::listsFollowLinks()
{
    signIn();
    m_cloud->on(QStringLiteral("GET /ocpi/2.2.1/sessions"), [this](const FakeCloud::Request &request) {
        const int offset = request.query.queryItemValue(QStringLiteral("offset")).toInt();
        FakeCloud::Answer page
            = FakeCloud::data(offset == 0 ? "[{\"kwh\":1.50},{\"kwh\":2}]" : "[{\"kwh\":3}]");
        if (offset == 0) {
            const QByteArray next = m_cloud->url(QStringLiteral("/ocpi/2.2.1/sessions?offset=2")).toEncoded();
            page.headers.append("Link: <" + next + ">; rel=\"next\"");
        }
        return page;
    });
    const auto all = m_client->list(QStringLiteral("sessions"), {}, 100);
    QTRY_VERIFY(all.isFinished());
    QCOMPARE(all.result()->join(' '), QByteArray("{\"kwh\":1.50} {\"kwh\":2} {\"kwh\":3}"));
    const auto two = m_client->list(QStringLiteral("sessions"), {}, 1);
    QTRY_VERIFY(two.isFinished());
    QCOMPARE(two.result()->size(), 1);
}

void TestOcpi::listsDoNotFollowElsewhereOrForEver()
{
    signIn();
    FakeCloud other;
    QVERIFY(other.listen());
    QByteArray link = other.url(QStringLiteral("/steal")).toEncoded();
    m_cloud->on(QStringLiteral("GET /ocpi/2.2.1/sessions"), [&link](const FakeCloud::Request &request) {
        FakeCloud::Answer page = FakeCloud::data(request.query.isEmpty() ? "[1]" : "[]");
        page.headers.append("Link: <" + link + ">; rel=\"next\"");
        return page;
    });
    const auto all = m_client->list(QStringLiteral("sessions"), {}, 100);
    QTRY_VERIFY(all.isFinished());
    QCOMPARE(all.result()->size(), 1);
    QVERIFY(other.requests.isEmpty());

    link = m_cloud->url(QStringLiteral("/ocpi/2.2.1/sessions?offset=1")).toEncoded();
    const auto again = m_client->list(QStringLiteral("sessions"), {}, 100);
    QTRY_VERIFY(again.isFinished());
    QCOMPARE(again.result()->size(), 1);
}

void TestOcpi::signOutForgetsTheToken()
{
    signIn();
    m_client->signOut();
    QVERIFY(m_client->token().isEmpty());
    QVERIFY(!m_client->offers(QStringLiteral("cnpdk_piles")));
    QTRY_COMPARE(m_cloud->count(QStringLiteral("POST /ocpi/2.2.1/cnpdk_staff/sign-out")), 1);
    QVERIFY(m_cloud->isSignedIn(m_cloud->requests.last()));
}

QTEST_GUILESS_MAIN(TestOcpi)
#include "test_ocpi.moc"
