extension IndexFunction {
    /// The function as text: `b64toint`, `mod 4`, `iptoint` or `asn` (CAPRI thesis, 5.1.3).
    var text: String {
        switch self {
        case .base64ToInteger: "b64toint"
        case .modulo(let divisor): "mod \(divisor)"
        case .addressToInteger: "iptoint"
        case .autonomousSystem: "asn"
        }
    }

    /// Reads one function.
    init(text: String, of what: String) throws(DocumentError) {
        let words = ListText.words(text)
        switch (words.first, words.count) {
        case ("b64toint", 1): self = .base64ToInteger
        case ("iptoint", 1): self = .addressToInteger
        case ("asn", 1): self = .autonomousSystem
        case ("mod", 2): self = .modulo(try NumberText.integer(words[1], of: what))
        default:
            throw .invalid(
                what: what, value: text,
                reason: "an index function is b64toint, iptoint, asn or mod with a number")
        }
    }

    /// The functions of a list that is separated by commas, applied from left to right.
    static func list(_ text: String, of what: String) throws(DocumentError) -> [IndexFunction] {
        var functions = [IndexFunction]()
        for item in ListText.commaSeparated(text) {
            functions.append(try IndexFunction(text: item, of: what))
        }
        return functions
    }

    /// The list of functions as text.
    static func list(_ functions: [IndexFunction]) -> String {
        functions.map(\.text).joined(separator: ", ")
    }
}
