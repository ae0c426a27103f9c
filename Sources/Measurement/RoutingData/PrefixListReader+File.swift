import CompressedFiles
import InternetProtocols

extension PrefixListReader {
    /// Reads a file of prefixes with their origins, compressed or not, in pieces of 64 KiB.
    ///
    /// - Returns: false, with nothing taken, for a file that is no text.
    /// - Throws: ``RoutingDataError``, which names the line, and what `take` throws.
    public static func read(path: String, take: Take) throws(RoutingDataError) -> Bool {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { buffer.deallocate() }
        let source = try reading { () throws(CompressedFileError) in try ByteSource(path: path) }
        var reader = PrefixListReader()
        var isFirst = true
        while true {
            let count = try reading { () throws(CompressedFileError) in
                try source.read(into: buffer)
            }
            if count == 0 { break }
            if isFirst, !buffer[..<min(count, 512)].allSatisfy(isText) { return false }
            isFirst = false
            try reader.read(Array(buffer[..<count])[...], take: take)
        }
        try reader.finish(take: take)
        return true
    }

    private static func reading<Result>(
        _ body: () throws(CompressedFileError) -> Result
    ) throws(RoutingDataError) -> Result {
        do throws(CompressedFileError) {
            return try body()
        } catch {
            throw .unreadableFile(error)
        }
    }

    private static func isText(_ byte: UInt8) -> Bool {
        (0x20..<0x7f).contains(byte) || (0x09...0x0d).contains(byte)
    }
}
