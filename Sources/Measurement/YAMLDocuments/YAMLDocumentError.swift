/// Why a YAML document cannot be used: which file, which line, where in it, and what is needed there.
///
/// Lines count from 1. A place is the way from the top of the document: `services.3.node`, where
/// members of lists count from 1; it is empty for the top itself.
public enum YAMLDocumentError: Error, Hashable, Sendable {
    /// The text is no YAML, or no single document with a mapping on top.
    case unreadable(file: String, line: Int?, reason: String)
    /// A mapping has a key twice; the line is that of the first.
    case repeatedKey(file: String, line: Int?, place: String, key: String)
    /// The document is of another version than the program.
    case schema(file: String, line: Int?, found: Int, known: Int)
    /// A mapping has a key that means nothing there.
    case unknownKey(file: String, line: Int?, place: String, key: String, known: [String])
    /// Something is missing, or has a form or a value that does not fit.
    case unfit(file: String, line: Int?, place: String, need: String)

    /// The file, as the reader was told to call it.
    public var file: String {
        switch self {
        case .unreadable(let file, _, _), .repeatedKey(let file, _, _, _),
            .schema(let file, _, _, _), .unknownKey(let file, _, _, _, _),
            .unfit(let file, _, _, _):
            file
        }
    }

    /// The line of it, if it has one.
    public var line: Int? {
        switch self {
        case .unreadable(_, let line, _), .repeatedKey(_, let line, _, _),
            .schema(_, let line, _, _), .unknownKey(_, let line, _, _, _),
            .unfit(_, let line, _, _):
            line
        }
    }

    /// The way from the top of the document, empty for the top and where there is no document.
    public var place: String {
        switch self {
        case .unreadable: ""
        case .schema: "schema"
        case .repeatedKey(_, _, let place, _), .unknownKey(_, _, let place, _, _),
            .unfit(_, _, let place, _):
            place
        }
    }

    /// What is wrong and what is needed, without saying where.
    public var sentence: String {
        switch self {
        case .unreadable(_, _, let reason): "this cannot be read: \(reason)"
        case .repeatedKey(_, _, _, let key): "the key `\(key)` is there more than once"
        case .schema(_, _, let found, let known):
            "this is schema \(found); this program reads schema \(known)"
        case .unknownKey(_, _, _, let key, let known):
            known.isEmpty
                ? "`\(key)` means nothing here; there are no keys here"
                : "`\(key)` means nothing here; the keys are \(known.joined(separator: ", "))"
        case .unfit(_, _, _, let need): need
        }
    }

    /// Line and place: `line 3, services.2`.
    public var position: String {
        [line.map { "line \($0)" }, place.isEmpty ? nil : place].compactMap { $0 }
            .joined(separator: ", ")
    }
}

extension YAMLDocumentError: CustomStringConvertible {
    /// File, line, place and sentence: `home.yaml, line 3, services.2: …`.
    public var description: String {
        position.isEmpty ? "\(file): \(sentence)" : "\(file), \(position): \(sentence)"
    }
}
