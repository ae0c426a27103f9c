extension ResolverRule {
    /// What is said instead of the truth.
    var words: String {
        let subject = name == "." ? "every name" : name
        return switch answer {
        case .nameError: "that \(subject) does not exist"
        case .nameErrorBlocked: "that \(subject) does not exist, and that it is blocked"
        case .noData: "that \(subject) has no address"
        case .refused: "REFUSED for \(subject)"
        case .serverFailure: "SERVFAIL for \(subject)"
        case .addresses(let addresses): "that \(subject) is \(Fault.Kind.list(addresses))"
        }
    }
}

extension Certificate {
    /// How it differs from a good one.
    var words: String {
        var parts = [String]()
        if ends < 0 { parts.append("that expired \(Fault.Kind.span(-ends * 86_400)) ago") }
        if begins > 0 { parts.append("that begins in \(Fault.Kind.span(begins * 86_400))") }
        switch issuer {
        case .trusted, .intermediate: break
        case .missingIntermediate: parts.append("without its intermediate authority")
        case .stranger: parts.append("of an authority that nobody trusts")
        case .itself: parts.append("that it signed itself")
        }
        return (["for \(Fault.Kind.list(subjects))"] + parts).joined(separator: " ")
    }
}

extension WebServer.Encryption {
    /// What a client meets.
    var words: String {
        switch self {
        case .modern: "speaks TLS 1.2 and 1.3"
        case .oldVersion: "speaks TLS 1.1 at most"
        case .noCipher: "has no cipher in common with today's clients"
        case .rejectsName: "knows no host of this name"
        case .clientCertificate: "demands a client certificate"
        case .hangsUp: "accepts connections and closes them"
        }
    }
}

extension WebServer.Response {
    /// What a client is given.
    var words: String {
        switch self {
        case .page(let bytes): "a page of \(bytes) bytes"
        case .text(let text): "the text \u{201C}\(text.split(separator: "\n").first ?? "")\u{201D}"
        case .status(let status, nil): "status \(status)"
        case .status(let status, let seconds?): "status \(status), try again in \(seconds) s"
        case .redirect(let place): "a redirect to \(place)"
        case .late(let seconds): "after \(seconds.seconds)"
        case .badGateway: "502, for what stands behind it is down"
        }
    }
}
