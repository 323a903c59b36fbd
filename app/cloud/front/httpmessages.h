// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/front/frontserver.h"

#include <utility>

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <optional>

namespace pd::cloud {

using BeastRequest = boost::beast::http::request<boost::beast::http::string_body>;
using BeastResponse = boost::beast::http::response<boost::beast::http::string_body>;

// Without the body. None where the target is not a path.
std::optional<HttpRequest> headOf(const BeastRequest &request, const QString &peer);
BeastResponse beastResponse(const HttpResponse &response, unsigned httpVersion, bool keepAlive,
                            bool headOnly);
// {"error": reason}, for what the front itself refuses.
HttpResponse plainRefusal(int status, const QString &reason);

} // namespace pd::cloud
