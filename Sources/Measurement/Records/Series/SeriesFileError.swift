import CompressedFiles

/// Why a file cannot be read as a series.
public enum SeriesFileError: Error, Hashable, Sendable {
    /// The file cannot be read, or not to its end.
    case file(CompressedFileError)
    /// A column that was named is not in the header.
    case missingColumn(file: String, column: String, known: [String])
    /// A column was named and the first line is no header.
    case noHeader(file: String, column: String)
    /// The times of the first lines cannot be read; the first of them, cut.
    case unreadableTimes(file: String, text: String)
}

extension SeriesFileError: CustomStringConvertible {
    /// What is wrong, where, and what the reader can do.
    public var description: String {
        switch self {
        case .file(let error): "\(error)"
        case .missingColumn(let file, let column, let known):
            "\(file), line 1: there is no column '\(column)'; the columns are "
                + known.prefix(30).joined(separator: ", ")
        case .noHeader(let file, let column):
            "\(file), line 1: a column '\(column)' is named and the first line is no header"
        case .unreadableTimes(let file, let text):
            "\(file): times such as '\(text)' are not read; write them in ISO 8601 "
                + "(2016-10-14T21:17:00Z) or in seconds since 1970, or leave them out"
        }
    }
}
