import CompressedFiles

/// Why a file cannot be read as a leaf table.
public enum LeafFileError: Error, Hashable, Sendable {
    /// The file cannot be read at all.
    case file(CompressedFileError)
    /// There is no line with the names of the columns.
    case noHeader(file: String)
    /// The columns of what was measured and expected are not all there.
    case missingColumns(file: String, missing: [String], known: [String])
    /// A column stands twice in the header.
    case repeatedColumn(file: String, column: String)
    /// All columns are measures: nothing tells leaves apart.
    case noAttributes(file: String, known: [String])
    /// More attributes than combinations of them can be numbered.
    case tooManyAttributes(file: String, count: Int)
}

extension LeafFileError: CustomStringConvertible {
    /// What is wrong, where, and what the reader can do.
    public var description: String {
        switch self {
        case .file(let error): "\(error)"
        case .noHeader(let file):
            "\(file) is empty: a line with the names of the columns is expected first"
        case .missingColumns(let file, let missing, let known):
            "\(file), line 1: there is no column "
                + missing.map { "'\($0)'" }.joined(separator: " and ")
                + "; name those of what was measured and expected with --real and --predict, or give "
                + "real_num, real_den, predict_num and predict_den; the columns are "
                + known.prefix(30).joined(separator: ", ")
        case .repeatedColumn(let file, let column):
            "\(file), line 1: the column '\(column)' stands there twice"
        case .noAttributes(let file, let known):
            "\(file), line 1: the columns \(known.prefix(30).joined(separator: ", ")) hold no attribute to "
                + "localize to"
        case .tooManyAttributes(let file, let count):
            "\(file), line 1: \(count) attributes are more than 30; name those that matter with --attributes"
        }
    }
}
