import YAMLDocuments

/// Why a scenario file cannot be used: which file, which line, where in it, and what is needed.
///
/// Lines count from 1. A place is the way from the top of the file: `links.2.ends.1.interface`, where
/// members of lists count from 1; it is empty where the whole file is meant.
public enum ScenarioError: Error, Hashable, Sendable {
    /// The file cannot be opened, or is too large, or is no text.
    case unreadable(file: String, sentence: String)
    /// The text is no YAML, or not of the form of scenario files.
    case malformed(file: String, line: Int?, place: String, sentence: String)
    /// The topology that a file names cannot be taken in: files include each other, or too many do.
    case inclusion(file: String, line: Int?, place: String, sentence: String)
    /// The form is right, and what it says contradicts itself or something that cannot be.
    case inconsistent(file: String, line: Int?, place: String, sentence: String)

    /// The file, as it was opened.
    public var file: String {
        switch self {
        case .unreadable(let file, _), .malformed(let file, _, _, _),
            .inclusion(let file, _, _, _), .inconsistent(let file, _, _, _):
            file
        }
    }

    /// The line of the entry to blame, if one is.
    public var line: Int? {
        switch self {
        case .unreadable: nil
        case .malformed(_, let line, _, _), .inclusion(_, let line, _, _),
            .inconsistent(_, let line, _, _):
            line
        }
    }

    /// The way from the top of the file to the entry, empty for the whole file.
    public var place: String {
        switch self {
        case .unreadable: ""
        case .malformed(_, _, let place, _), .inclusion(_, _, let place, _),
            .inconsistent(_, _, let place, _):
            place
        }
    }

    /// What is wrong and what is needed, without saying where.
    public var sentence: String {
        switch self {
        case .unreadable(_, let sentence), .malformed(_, _, _, let sentence),
            .inclusion(_, _, _, let sentence), .inconsistent(_, _, _, let sentence):
            sentence
        }
    }
}

extension ScenarioError: CustomStringConvertible {
    /// File, line, place and sentence: `a.yaml, line 3, faults.1: there is no node called clinet`.
    public var description: String {
        let position = [file, line.map { "line \($0)" }, place.isEmpty ? nil : place]
        return position.compactMap { $0 }.joined(separator: ", ") + ": " + sentence
    }
}

extension ScenarioError {
    /// What the reader complains of while it reads the form.
    static func malformed(_ error: YAMLDocumentError) -> ScenarioError {
        .malformed(
            file: error.file, line: error.line, place: error.place, sentence: error.sentence)
    }

    /// What the checks complain of when the form is right.
    static func inconsistent(_ error: YAMLDocumentError) -> ScenarioError {
        .inconsistent(
            file: error.file, line: error.line, place: error.place, sentence: error.sentence)
    }
}
