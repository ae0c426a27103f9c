import InternetProtocols

extension NginxConfiguration {
    /// The `location` blocks of a port that answers requests, single paths first.
    func locations(_ server: WebServer) -> String {
        let paths = server.paths.sorted { $0.key < $1.key }
        let single = paths.enumerated().map { index, entry in
            location("= \(Self.quoted(entry.key))", entry.value, label: "path\(index)")
        }
        return single.joined() + location("/", server.response, label: "rest")
    }

    private func location(
        _ place: String, _ response: WebServer.Response, label: String
    ) -> String {
        switch response {
        case .page, .text:
            "location \(place) { \(deliver(response)) }\n"
        case .status(let status, let retryAfter):
            "location \(place) { \(state(status, retryAfter)) }\n"
        case .redirect(let target):
            "location \(place) { return 302 \(Self.quoted(Self.redirectTarget(target))); }\n"
        case .late(let seconds):
            late(place, response, seconds: seconds, label: label)
        case .badGateway:
            "location \(place) { proxy_pass http://\(nothing); }\n"
        }
    }

    private func deliver(_ response: WebServer.Response) -> String {
        "try_files /\(response.content?.file ?? "none") =404;"
    }

    /// A page that comes late.
    ///
    /// nginx itself has no way of waiting but one: it can keep those waiting that it turns away. So
    /// all are turned away, and get the page instead of the refusal.
    private func late(
        _ place: String, _ response: WebServer.Response, seconds: Double, label: String
    ) -> String {
        let milliseconds = Int((max(0, min(seconds, 86_400)) * 1000).rounded())
        return """
            location \(place) {
            auth_request /turned-away-\(label);
            auth_delay \(milliseconds)ms;
            error_page 401 =200 @\(label);
            }
            location = /turned-away-\(label) { internal; return 401; }
            location @\(label) { \(deliver(response)) }

            """
    }

    private func state(_ status: Int, _ retryAfter: Int?) -> String {
        let header = retryAfter.map { "add_header Retry-After \"\($0)\" always; " } ?? ""
        let body = status >= 400 ? " \"<!doctype html><title>\(status)</title>\\n\"" : ""
        return "\(header)return \(status)\(body);"
    }

    /// The target with every dollar sign made literal that begins neither of the two variables.
    private static func redirectTarget(_ target: String) -> String {
        var rest = target[...]
        var text = ""
        while let dollar = rest.firstIndex(of: "$") {
            text += rest[..<dollar]
            rest = rest[dollar...]
            let variable = ["$host", "$request_uri"].first { rest.hasPrefix($0) }
            // With braces, so that a letter behind the variable does not become part of its name.
            text += "${" + (variable.map { String($0.dropFirst()) } ?? "dollar") + "}"
            rest = rest.dropFirst(variable?.count ?? 1)
        }
        return text + rest
    }
}

extension WebServer {
    /// All that the port can answer.
    var responses: [Response] { [response] + paths.values }
}
