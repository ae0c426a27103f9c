/// Why definitions are refused or cannot be had.
public enum OntologyError: Error, Hashable, Sendable {
    /// A document defines a name that does not lie under its own URI.
    case foreignName(document: String, name: String)
    /// What stands behind `#` is empty, too long or cannot stand in a property path.
    case unusableName(document: String, name: String)
    /// A document defines a name twice.
    case repeatedName(document: String, name: String)
    /// A document defines more than is taken.
    case tooMany(document: String, what: String, limit: Int)
    /// A class would specialise itself; the way round, class by class.
    case cyclicSubclassing(document: String, way: [String])
    /// A document is one that this program ships.
    case shipped(document: String)
    /// The URI cannot be fetched: it is no plain `https://host/path`.
    case unusableAddress(String, reason: String)
    /// The host is not one that definitions may come from.
    case hostNotAllowed(String)
    /// A redirect leads where none may lead.
    case redirectRefused(to: String, reason: String)
    /// There are more redirects than are followed.
    case tooManyRedirects(document: String, limit: Int)
    /// The server answers with something else than the document.
    case status(document: String, code: UInt)
    /// The document has more bytes than are read.
    case tooLarge(document: String, limit: Int)
    /// The document did not come in time.
    case late(document: String, milliseconds: Int64)
    /// The server cannot be reached, or the connection broke.
    case unreachable(document: String, reason: String)
    /// What came is not a document of definitions.
    case unreadable(document: String, reason: String)
}

extension OntologyError: CustomStringConvertible {
    /// What is wrong, where, and what the reader can do.
    public var description: String {
        switch self {
        case .foreignName(let document, let name):
            "\(document) defines \(name.prefix(200)): a document defines names under its own URI only"
        case .unusableName(let document, let name):
            "\(document) defines \(name.prefix(200)): 1 to 128 letters, digits, `_`, `-` or `.` "
                + "are needed behind `#`"
        case .repeatedName(let document, let name): "\(document) defines \(name) twice"
        case .tooMany(let document, let what, let limit):
            "\(document) defines more than \(limit) \(what): split it"
        case .cyclicSubclassing(let document, let way):
            "\(document) makes a class specialise itself: \(way.joined(separator: " -> "))"
        case .shipped(let document):
            "\(document) is part of this program and is not replaced"
        case .unusableAddress(let address, let reason):
            "\(address.prefix(200)) cannot be fetched: \(reason)"
        case .hostNotAllowed(let host):
            "definitions are not fetched from \(host): the operator can allow it"
        case .redirectRefused(let target, let reason):
            "a redirect to \(target.prefix(200)) is not followed: \(reason)"
        case .tooManyRedirects(let document, let limit):
            "\(document) is redirected more than \(limit) times"
        case .status(let document, let code): "\(document) is answered with status \(code)"
        case .tooLarge(let document, let limit): "\(document) has more than \(limit) bytes"
        case .late(let document, let milliseconds):
            "\(document) did not come within \(milliseconds) ms"
        case .unreachable(let document, let reason): "\(document) cannot be had: \(reason)"
        case .unreadable(let document, let reason):
            "\(document) holds no definitions: \(reason)"
        }
    }
}
