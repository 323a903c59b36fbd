// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/piledialogue.h"
#include "models/basics/whenfinished.h"

#include <QPromise>

namespace pd::cloud {

// The connection of a pile; null where it has none.
using FindPile = std::function<PileDialogue *(const PileId &)>;

// What the pile answered, as `meaning` reads it; or why there is no answer. Outcome: Done or a Result.
template <typename Message, typename Outcome>
QFuture<Outcome> askPile(const FindPile &find, const PileId &pile, const typename Message::Request &request,
                         std::function<Outcome(const typename Message::Confirmation &)> meaning)
{
    PileDialogue *dialogue = find(pile);
    if (!dialogue)
        return readyFuture(
            Outcome(failure(Error::Kind::Offline, pile.text() + QStringLiteral(" is not connected"))));
    const auto promise = std::make_shared<QPromise<Outcome>>();
    promise->start();
    dialogue->ask<Message>(
        request,
        [promise, meaning = std::move(meaning)](const Result<typename Message::Confirmation> &answer) {
            promise->addResult(answer ? meaning(*answer) : Outcome(tl::unexpected(answer.error())));
            promise->finish();
        });
    return promise->future();
}

// The pile said no, in its own word.
template <typename Status>
tl::unexpected<Error> refused(QLatin1String action, Status status)
{
    const QString word = toWord(status);
    return failure(Error::Kind::Rejected, action + QStringLiteral(": the pile said ") + word, word.toLower());
}

// The pile said that it has no such function.
inline tl::unexpected<Error> unsupported(QLatin1String action)
{
    return failure(Error::Kind::Unsupported, action + QStringLiteral(": the pile has no such function"));
}

// For messages whose only good answer is Accepted.
template <typename Message>
QFuture<Done> askForConsent(const FindPile &find, const PileId &pile,
                            const typename Message::Request &request)
{
    return askPile<Message, Done>(find, pile, request,
                                  [](const typename Message::Confirmation &answer) -> Done {
                                      if (toWord(answer.status) == QLatin1String("Accepted"))
                                          return {};
                                      return refused(Message::action, answer.status);
                                  });
}

} // namespace pd::cloud
