import InternetProtocols

extension ProxyConfiguration {
    /// Reads the variables as curl does: lower case before upper case, `all_proxy` last.
    ///
    /// `HTTP_PROXY` in upper case is not read, since a CGI server sets it from a request field.
    public init(environment: [String: String]) {
        self.init()
        func value(_ names: String...) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        http = read("http_proxy", value("http_proxy") ?? value("all_proxy", "ALL_PROXY"))
        https = read(
            "https_proxy",
            value("https_proxy", "HTTPS_PROXY") ?? value("all_proxy", "ALL_PROXY"))
        exceptions = (value("no_proxy", "NO_PROXY") ?? "")
            .split(whereSeparator: { $0 == "," || $0 == " " }).map { $0.lowercased() }
    }

    /// The proxy that a URL goes through; nil when it goes directly.
    public func proxy(for url: TargetURL) -> Proxy? {
        isException(url) ? nil : url.scheme == .http ? http : https
    }

    private func isException(_ url: TargetURL) -> Bool {
        exceptions.contains { exception in
            if exception == "*" { return true }
            switch url.host {
            case .address(let address):
                return IPPrefix(exception)?.contains(address.withoutZone) == true
                    || exception == url.hostText
            case .name(let name):
                let bare = exception.drop { $0 == "." || $0 == "*" }
                return name.text == bare || name.text.hasSuffix("." + bare)
            }
        }
    }

    private mutating func read(_ variable: String, _ text: String?) -> Proxy? {
        guard let text else { return nil }
        let (scheme, rest) =
            text.firstRange(of: "://").map {
                (text[..<$0.lowerBound].lowercased(), text[$0.upperBound...])
            } ?? ("http", text[...])
        let end = rest.lastIndex(of: "@")
        let credentials = end.map { String(rest[..<$0]) }
        let place = end.map { rest[rest.index(after: $0)...] } ?? rest
        // Without a port a proxy listens on 1080, as curl has it.
        let host = place.prefix { $0 != "/" }
        let hasPort =
            host.lastIndex(of: ":").map { colon in
                !host[colon...].contains("]")
            } ?? false
        guard scheme == "http", hasPort || !host.isEmpty,
            let url = try? TargetURL("http://\(host)\(hasPort ? "" : ":1080")")
        else {
            unusable.append("\(variable)=\(scheme)://\(place)")
            return nil
        }
        return Proxy(url: url, credentials: credentials.map { Self.unescaped($0) })
    }

    private static func unescaped(_ text: String) -> String {
        var output: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let high = rest.first?.hexadecimalDigit,
                let low = rest.dropFirst().first?.hexadecimalDigit
            {
                output.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                output.append(byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
