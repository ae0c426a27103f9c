import YAMLDocuments

/// Why a knowledge, ontology or landmark file cannot be used.
public enum KnowledgeError: Error, Hashable, Sendable {
    /// The text is not of the form; the reader's own words say where.
    case unreadable(file: String, reason: String)
    /// The file is of another version.
    case schema(file: String, found: Int, known: Int)
    /// A name is used that is not defined.
    case unknownName(file: String, place: String, name: String)
    /// Something that every entry needs is missing or has a wrong form.
    case incomplete(file: String, place: String, need: String)
}

extension KnowledgeError: CustomStringConvertible {
    /// What is wrong, where, in words.
    public var description: String {
        switch self {
        case .unreadable(let file, let reason):
            "\(file) cannot be read: \(reason)"
        case .schema(let file, let found, let known):
            "\(file) has schema \(found); this program reads schema \(known)"
        case .unknownName(let file, let place, let name):
            "\(file), \(place): \(name) is not defined"
        case .incomplete(let file, let place, let need):
            "\(file), \(place): \(need)"
        }
    }
}

extension KnowledgeError {
    /// What the reader of YAML complains of.
    init(_ error: YAMLDocumentError) {
        self =
            switch error {
            case .unreadable(let file, let line, let reason):
                .unreadable(
                    file: file, reason: line.map { "line \($0): \(reason)" } ?? reason)
            case .schema(let file, _, let found, let known):
                .schema(file: file, found: found, known: known)
            case .unknownKey(let file, _, _, let key, _):
                .unknownName(file: file, place: error.position, name: key)
            case .repeatedKey(let file, _, _, _), .unfit(let file, _, _, _):
                .incomplete(file: file, place: error.position, need: error.sentence)
            }
    }
}
