import DMEP

/// In which form documents come in and go out (RFC 9110, sections 8.3 and 12.5.1).
enum ContentNegotiation {
    /// The form that a `Content-Type` names; nil when it names none of ours, or another character set than UTF-8.
    static func format(ofContentType field: String?) -> DocumentFormat? {
        guard let field else { return nil }
        let parts = field.split(separator: ";").map(trimmed)
        guard let type = parts.first, let format = format(ofType: type) else { return nil }
        for parameter in parts.dropFirst() where parameter.hasPrefix("charset=") {
            let set = parameter.dropFirst(8).trimmingQuotes
            guard set == "utf-8" || set == "us-ascii" else { return nil }
        }
        return format
    }

    /// The form that an `Accept` prefers; nil when it leaves it to us.
    static func format(ofAccept field: String?) -> DocumentFormat? {
        guard let field else { return nil }
        var best: (format: DocumentFormat, weight: Double)?
        for range in field.split(separator: ",").prefix(32) {
            let parts = range.split(separator: ";").map(trimmed)
            guard let type = parts.first, let format = format(ofType: type) else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }
            let weight = quality.flatMap { Double($0.dropFirst(2)) } ?? 1
            if weight > best?.weight ?? 0 { best = (format, weight) }
        }
        return best?.format
    }

    private static func format(ofType type: String) -> DocumentFormat? {
        switch type {
        case "application/xml", "text/xml": .xml
        case "application/json": .json
        default: nil
        }
    }

    private static func trimmed(_ part: Substring) -> String {
        var part = part
        while let first = part.first, first == " " || first == "\t" { part.removeFirst() }
        while let last = part.last, last == " " || last == "\t" { part.removeLast() }
        return part.lowercased()
    }
}

extension Substring {
    fileprivate var trimmingQuotes: Substring {
        hasPrefix("\"") && hasSuffix("\"") && count >= 2 ? dropFirst().dropLast() : self
    }
}
