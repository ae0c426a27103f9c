import CompressedFiles
import YAMLDocuments

/// Why a log cannot be turned into observations.
public enum RecordError: Error, Hashable, Sendable {
    /// No known format fits the first lines of a file; the first of them, cut.
    case unknownFormat(file: String, line: String)
    /// A file has no line with the names of its columns.
    case noHeader(file: String)
    /// A column that somebody named is not in the file; the place is file and line of the mapping.
    case missingColumn(file: String, column: String, place: String?, known: [String])
    /// None of the columns that could play a part is in the file.
    case noColumn(file: String, role: String, candidates: [String], known: [String])
    /// There is no column to make faults of, and none was named.
    case noFaults(file: String, known: [String])
    /// A kind of fault needs data on addresses that were not given.
    case needsAddressData(kind: String, derivation: FaultDerivation)
    /// Blocks of time are wanted of a log without times.
    case noTimes(file: String)
    /// A pattern of an outcome is empty or longer than 64 bytes.
    case unfitPattern(String, place: String?)
    /// More columns are wanted than can be.
    case tooManyColumns(count: Int, limit: Int)
    /// A file is of a format that measurements are not read from.
    case noMeasurements(file: String, format: LogFormat)
    /// A mapping says where an attribute comes from that nobody groups by.
    case unknownAttribute(String, place: String?, known: [String])
    /// No attribute of end users can be told from a file.
    case noAttributes(file: String, attributes: [String], known: [String])
    /// An attribute is to be looked up by address and there is no column of addresses.
    case needsAddress(attribute: String, place: String?, file: String, known: [String])
    /// An attribute needs data on addresses that were not given.
    case attributeNeedsData(attribute: String, place: String?, derivation: FaultDerivation)
    /// The words that say where an attribute comes from are none such.
    case unfitAttribute(String)
    /// The names of an attribute's values that a state kept do not fit.
    case damagedNames(attribute: String)
    /// The mapping cannot be read.
    case mapping(YAMLDocumentError)
    /// The rules for user agents cannot be read.
    case browserRules(YAMLDocumentError)
    /// A file cannot be read, or not to its end.
    case file(CompressedFileError)
}

extension RecordError: CustomStringConvertible {
    /// What is wrong, where, and what the reader can do.
    public var description: String {
        switch self {
        case .unknownFormat(let file, let line):
            "\(file): no known format fits '\(line)'; say which it is with --format "
                + LogFormat.allCases.map(\.rawValue).joined(separator: ", ")
        case .noHeader(let file):
            "\(file), line 1: the names of the columns are missing"
        case .missingColumn(let file, let column, let place, let known):
            "\(place.map { $0 + ": " } ?? "")\(file), line 1: there is no column '\(column)'; "
                + "the columns are \(Self.list(known))"
        case .noColumn(let file, let role, let candidates, let known):
            "\(file): no column for \(role) (\(candidates.joined(separator: ", "))); name it in a "
                + "mapping (--map); the columns are \(Self.list(known))"
        case .noFaults(let file, let known):
            "\(file): there is nothing that could be to blame; name columns with --by; the "
                + "columns are \(Self.list(known))"
        case .needsAddressData(let kind, let derivation):
            "faults of kind '\(kind)' (\(derivation.rawValue)) need data on addresses: give a routing "
                + "table or a MaxMind database"
        case .noTimes(let file):
            "\(file): blocks of time (--every) need a time on each line; name its column in a "
                + "mapping (--map), or use --block"
        case .unfitPattern(let pattern, let place):
            "\(place.map { $0 + ": " } ?? "")the outcome '\(pattern.prefix(80))' cannot be told; "
                + "write a code, a class such as 5xx or a word of at most 64 bytes"
        case .tooManyColumns(let count, let limit):
            "\(count) columns are wanted; \(limit) is the limit"
        case .noMeasurements(let file, let format):
            "\(file): measurements are not read from lines of format '\(format)'; they are read from "
                + MeasurementMapping.formats.map(\.rawValue).joined(separator: ", ")
        case .unknownAttribute(let name, let place, let known):
            "\(place.map { $0 + ": " } ?? "")nobody groups by '\(name)'; the attributes are "
                + Self.list(known)
        case .noAttributes(let file, let attributes, let known):
            "\(file): no attribute of end users (\(Self.list(attributes))) can be told; name their columns "
                + "in a mapping or with --attribute, or give data on addresses; the columns are "
                + Self.list(known)
        case .needsAddress(let attribute, let place, let file, let known):
            "\(place.map { $0 + ": " } ?? "")\(file): '\(attribute)' is looked up by address, and there is no "
                + "column of addresses; name it; the columns are \(Self.list(known))"
        case .attributeNeedsData(let attribute, let place, let derivation):
            "\(place.map { $0 + ": " } ?? "")'\(attribute)' (\(derivation.rawValue)) needs data on addresses: give a "
                + "routing table or a MaxMind database"
        case .unfitAttribute(let words):
            "'\(words)' does not say where an attribute comes from: write NAME=COLUMN, "
                + "NAME=COLUMN:LOOK-UP or NAME=:LOOK-UP, a look-up being one of "
                + MeasurementAttribute.lookUps.map(\.rawValue).joined(separator: ", ")
        case .damagedNames(let attribute):
            "the kept names of '\(attribute)' are damaged: begin with a new state"
        case .mapping(let error): "\(error)"
        case .browserRules(let error): "\(error)"
        case .file(let error): "\(error)"
        }
    }

    private static func list(_ columns: [String]) -> String {
        let shown = columns.prefix(30).joined(separator: ", ")
        return columns.count > 30 ? shown + ", …" : shown
    }
}
