import Foundation

extension PrefixTable {
    /// Reads a file of prefixes with their origins; ``PrefixListReader`` says how it is written.
    ///
    /// The file is read in pieces of 64 KiB.
    ///
    /// - Throws: ``RoutingDataError``, which names the line.
    public init(contentsOf path: String) throws(RoutingDataError) {
        guard let file = fopen(path, "rb") else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        defer { fclose(file) }
        var reader = PrefixListReader()
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&piece, 1, piece.count, file)
            if count == 0 { break }
            try reader.read(piece[..<count])
        }
        guard ferror(file) == 0 else {
            throw .unreadable(path: path, reason: "reading it failed")
        }
        self = try reader.table()
    }
}
