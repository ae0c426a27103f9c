import Foundation

/// A host name as the domain name system carries it: lower case, A-labels, no final dot.
public struct DomainName: Hashable, Sendable {
    /// The name, as `xn--bcher-kva.example`.
    public let text: String

    /// The labels from the left, as `["www", "example", "com"]`.
    public var labels: [String] { text.split(separator: ".").map { String($0) } }

    /// Reads a name, turning international labels into A-labels (RFC 5891, RFC 3492).
    ///
    /// Labels are mapped as in UTS 46 where that matters for names that people type:
    /// compatibility composition, lower case, ideographic full stops; `ß` and final sigma stay.
    /// Letters, marks, digits, hyphens, underscores (RFC 2181, section 11) and the joiners
    /// remain; all else is refused. A label has at most 63 bytes and the name at most 253.
    public init(_ name: String) throws(InternetProtocolsError) {
        guard name.utf8.count <= 4096 else { throw .nameTooLong(bytes: name.utf8.count) }
        let separators: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
        var parts = name.unicodeScalars.split(
            omittingEmptySubsequences: false, whereSeparator: separators.contains)
        if parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
        guard parts.contains(where: { !$0.isEmpty }) else { throw .empty }
        var labels: [String] = []
        for part in parts {
            guard !part.isEmpty else { throw .emptyLabel(name) }
            labels.append(try Self.asciiLabel(String(Substring(part))))
        }
        text = labels.joined(separator: ".")
        guard text.utf8.count <= 253 else { throw .nameTooLong(bytes: text.utf8.count) }
        if let last = labels.last, Self.looksNumeric(last) { throw .numericName(name) }
    }

    /// Whether the name equals the other or lies below it.
    public func isWithin(_ other: DomainName) -> Bool {
        text == other.text || text.hasSuffix("." + other.text)
    }

    /// The name with its A-labels decoded, for people to read.
    public var unicode: String {
        labels.map { label in
            guard label.hasPrefix("xn--") else { return label }
            return Punycode.decode(String(label.dropFirst(4))) ?? label
        }.joined(separator: ".")
    }

    private static func looksNumeric(_ label: String) -> Bool {
        if label.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return true }
        return label.hasPrefix("0x")
            && label.utf8.dropFirst(2).allSatisfy {
                $0.hexadecimalDigit != nil
            }
    }

    private static func asciiLabel(_ label: String) throws(InternetProtocolsError) -> String {
        let mapped =
            label.utf8.allSatisfy { $0 < 0x80 }
            ? label.lowercased()
            : label.precomposedStringWithCompatibilityMapping.lowercased()
                .precomposedStringWithCanonicalMapping
        for scalar in mapped.unicodeScalars where !isAllowed(scalar) {
            throw .invalidCharacter(scalar, in: label)
        }
        guard !mapped.hasPrefix("-"), !mapped.hasSuffix("-"), !mapped.isEmpty
        else { throw .invalidLabel(label) }
        guard mapped.utf8.allSatisfy({ $0 < 0x80 }) else {
            return try encoded(mapped, from: label)
        }
        guard mapped.utf8.count <= 63 else { throw .labelTooLong(label) }
        if mapped.hasPrefix("xn--") {
            guard let decoded = Punycode.decode(String(mapped.dropFirst(4))),
                decoded.unicodeScalars.contains(where: { !$0.isASCII }),
                try encoded(decoded, from: label) == mapped
            else { throw .invalidLabel(label) }
        }
        return mapped
    }

    /// RFC 5891, section 4.2.3: no leading mark, no hyphens in third and fourth place.
    private static func encoded(
        _ unicode: String, from label: String
    ) throws(InternetProtocolsError) -> String {
        let scalars = Array(unicode.unicodeScalars)
        for scalar in scalars where !isAllowed(scalar) {
            throw .invalidCharacter(scalar, in: label)
        }
        guard let first = scalars.first, !isMark(first),
            !(scalars.count > 3 && scalars[2] == "-" && scalars[3] == "-"),
            let punycode = Punycode.encode(unicode)
        else { throw .invalidLabel(label) }
        guard punycode.utf8.count <= 59 else { throw .labelTooLong(label) }
        return "xn--" + punycode
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "-" || scalar == "_" || scalar == "\u{B7}" { return true }
        if scalar == "\u{200C}" || scalar == "\u{200D}" { return true }
        return switch scalar.properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .modifierLetter, .decimalNumber,
            .nonspacingMark, .spacingMark:
            true
        default: false
        }
    }
}

extension DomainName: CustomStringConvertible, Comparable {
    /// The name itself.
    public var description: String { text }

    /// By text.
    public static func < (left: DomainName, right: DomainName) -> Bool { left.text < right.text }
}

extension DomainName: Codable {
    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do {
            self = try DomainName(text)
        } catch {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: error.description)
        }
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
