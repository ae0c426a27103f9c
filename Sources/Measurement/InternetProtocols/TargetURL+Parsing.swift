extension TargetURL {
    /// Reads what a person types: a URL, or a bare host with or without port, meaning `https`.
    ///
    /// Refuses, each with its own error: nothing, more than 8192 bytes, control characters,
    /// schemes other than `http` and `https`, credentials, a missing host, a port out of
    /// range, broken percent escapes, and what ``DomainName`` refuses.
    public init(_ text: String) throws(InternetProtocolsError) {
        let trimmed = try TargetURLText.trimmed(text)
        if IPAddress(trimmed)?.family == .ipv6 {
            try self.init(hierarchy: "[\(trimmed)]", scheme: .https)
            return
        }
        guard let (scheme, rest) = TargetURLText.splitScheme(trimmed) else {
            let bare = trimmed.hasPrefix("//") ? trimmed.dropFirst(2) : trimmed[...]
            try self.init(hierarchy: bare, scheme: .https)
            return
        }
        guard let known = Scheme(rawValue: scheme) else { throw .unsupportedScheme(scheme) }
        guard rest.hasPrefix("//") else { throw .missingHost(trimmed) }
        try self.init(hierarchy: rest.dropFirst(2), scheme: known)
    }

    /// The URL that a `Location` means here (RFC 3986, section 5.2; RFC 9110, section 10.2.2).
    public func resolving(_ reference: String) throws(InternetProtocolsError) -> TargetURL {
        let reference = reference.isEmpty ? "" : try TargetURLText.trimmed(reference)
        if let (scheme, rest) = TargetURLText.splitScheme(reference) {
            guard let known = Scheme(rawValue: scheme) else { throw .unsupportedScheme(scheme) }
            guard rest.hasPrefix("//") else { throw .missingHost(reference) }
            return try TargetURL(hierarchy: rest.dropFirst(2), scheme: known)
        }
        if reference.hasPrefix("//") {
            return try TargetURL(hierarchy: reference.dropFirst(2), scheme: scheme)
        }
        let (path, query) = TargetURLText.splitQuery(TargetURLText.withoutFragment(reference[...]))
        let (basePath, baseQuery) = TargetURLText.splitQuery(pathAndQuery[...])
        var merged: String
        if path.isEmpty {
            merged = String(basePath) + (query ?? baseQuery ?? "")
        } else if path.hasPrefix("/") {
            merged = TargetURLText.withoutDotSegments(path) + (query ?? "")
        } else {
            let folder = basePath[...(basePath.lastIndex(of: "/") ?? basePath.startIndex)]
            merged = TargetURLText.withoutDotSegments(folder + path) + (query ?? "")
        }
        return try TargetURL(scheme: scheme, host: host, port: port, pathAndQuery: merged)
    }

    /// Reads what follows `scheme://`.
    private init(
        hierarchy: some StringProtocol, scheme: Scheme
    ) throws(InternetProtocolsError) {
        let text = TargetURLText.withoutFragment(Substring(hierarchy))
        let end = text.firstIndex { $0 == "/" || $0 == "?" } ?? text.endIndex
        let authority = text[..<end]
        guard !authority.contains("@") else { throw .credentialsInURL }
        let (hostText, portText) = try TargetURLText.splitPort(authority)
        let host = try Self.readHost(hostText)
        var port: UInt16?
        if let portText, !portText.isEmpty {
            guard portText.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = UInt16(portText), number > 0
            else { throw .portOutOfRange(String(portText)) }
            port = number
        }
        let path = text[end...]
        let (pathPart, query) = TargetURLText.splitQuery(path)
        try self.init(
            scheme: scheme, host: host, port: port,
            pathAndQuery: (pathPart.isEmpty ? "/" : TargetURLText.withoutDotSegments(pathPart))
                + (query ?? ""))
    }

    private static func readHost(_ text: Substring) throws(InternetProtocolsError) -> Host {
        guard !text.isEmpty else { throw .missingHost(String(text)) }
        if text.hasPrefix("[") {
            // RFC 6874 writes the zone's percent sign as %25.
            let inner = String(text.dropFirst().dropLast())
            let parts = inner.split(separator: "%", maxSplits: 1).map { String($0) }
            let plain =
                parts.count == 2 && parts[1].hasPrefix("25") && parts[1].count > 2
                ? parts[0] + "%" + parts[1].dropFirst(2) : inner
            guard let address = IPAddress(plain), address.family == .ipv6
            else { throw .invalidAddress(inner) }
            return .address(address)
        }
        if let address = IPAddress(String(text)) { return .address(address) }
        return .name(try DomainName(String(text)))
    }
}
