import CompressedFiles

/// Why routing data cannot be read.
public enum RoutingDataError: Error, Hashable, Sendable {
    /// The file cannot be opened, read or written; the reason as the system gave it.
    case unreadable(path: String, reason: String)
    /// A line is not a prefix and the number of an autonomous system.
    case malformedLine(number: Int, text: String, reason: String)
    /// A line is longer than any honest one.
    case lineTooLong(number: Int, limit: Int)
    /// A dump cannot be opened, or is not what its compression says; everything before was read.
    case unreadableFile(CompressedFileError)
    /// A dump ends within the record that begins at the offset, which counts decompressed bytes; all records
    /// before were read.
    case truncatedDump(path: String, offset: Int, missing: Int)
    /// A record says that it is longer than a record can be: the file is damaged there, or no MRT file.
    case implausibleRecord(path: String, offset: Int, length: Int, limit: Int)
    /// A dump has no routes of IPv4 or IPv6.
    case noRoutes(path: String, reason: String)
    /// There are more routes than a table can number.
    case tooManyRoutes(limit: Int)
    /// A stored table was written by another version of the program.
    case otherTableVersion(path: String, found: UInt32, expected: UInt32)
    /// A stored table is damaged, or no stored table.
    case damagedTable(path: String, reason: String)
    /// A MaxMind database is damaged, or no MaxMind database.
    case damagedDatabase(path: String, reason: String)
}

extension RoutingDataError: CustomStringConvertible {
    /// What is wrong, where, and what the reader can do.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "the file \(path) cannot be read: \(reason)"
        case .malformedLine(let number, let text, let reason):
            "line \(number), '\(text.prefix(80))': \(reason)"
        case .lineTooLong(let number, let limit):
            "line \(number) has more than \(limit) bytes; write one prefix and one number a line"
        case .unreadableFile(let error):
            error.description
        case .truncatedDump(let path, let offset, let missing):
            "\(path) ends \(missing) bytes before the end of the record at byte \(offset): "
                + "it was cut off, fetch it again"
        case .implausibleRecord(let path, let offset, let length, let limit):
            "the record at byte \(offset) of \(path) claims \(length) bytes, more than \(limit): "
                + "the file is damaged or no MRT file"
        case .noRoutes(let path, let reason):
            "\(path) holds no routes: \(reason); give a RIB dump in MRT format, such as a bview or rib file"
        case .tooManyRoutes(let limit):
            "there are more than \(limit) routes; give fewer dumps"
        case .otherTableVersion(let path, let found, let expected):
            "the stored table \(path) has version \(found), this program reads \(expected): make it again"
        case .damagedTable(let path, let reason):
            "\(path) is no stored table or damaged, \(reason): make it again"
        case .damagedDatabase(let path, let reason):
            "\(path) is no MaxMind database or damaged, \(reason): fetch it again"
        }
    }
}
