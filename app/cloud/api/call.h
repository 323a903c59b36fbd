// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/front/frontserver.h"
#include "app/cloud/staff/staffdesk.h"
#include "models/basics/clock.h"

namespace pd::cloud {

// One request on its way through the API, and its answer. A value: it may be kept until a future is done.
class Call
{
public:
    Call(const HttpRequest &request, const HttpResponder &respond, const Clock &clock);

    const HttpRequest &request() const { return m_request; }
    const QStringList &path() const { return m_path; } // segments after the module, without empty ones
    void setPath(const QStringList &path) { m_path = path; }
    const Principal &who() const { return m_who; }
    void setWho(const Principal &who) { m_who = who; }
    bool is(const char *method) const { return m_request.method == method; }
    QString query(const char *name) const;
    QString origin() const; // "http://127.0.0.1:8887", as the client called us
    QDateTime now() const { return m_clock->now(); }

    void answer(const QByteArray &data) const; // the OCPI envelope with status 1000
    void answerNothing() const { answer({}); }
    void answerPlain(const HttpResponse &response) const { m_respond(response); }
    // HTTP status and OCPI status code from the error's kind and reason.
    void refuse(const Error &error) const;
    void refuse(Error::Kind kind, const char *reason, const QString &detail) const;
    void refuseMethod(const QByteArray &allowed) const; // 405
    void refusePath() const; // 404

    template <typename T, typename Encode>
    void answer(const Result<T> &result, Encode encode) const
    {
        if (result)
            answer(encode(*result));
        else
            refuse(result.error());
    }

    // A list of OCPI: date_from, date_to, offset, limit.
    struct Paging
    {
        QDateTime from; // inclusive; invalid: no bound
        QDateTime to; // exclusive
        int offset = 0;
        int limit = 0;
    };
    Result<Paging> paging() const;
    void answerPage(const QList<QByteArray> &objects, const Paging &paging, int total) const;

private:
    HttpResponse envelope(int status, const QByteArray &body) const;

    HttpRequest m_request;
    HttpResponder m_respond;
    const Clock *m_clock;
    QStringList m_path;
    Principal m_who;
};

QByteArray jsonArray(const QList<QByteArray> &objects);

} // namespace pd::cloud
