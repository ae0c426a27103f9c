import CompressedFiles
import InternetProtocols
import RoutingData

extension RoutingFiles {
    /// No honest line is longer.
    private static let lineLimit = 1_024

    /// The table of a list of prefixes with their origins, `192.0.2.0/24 64500` a line; nil for a file that is no text.
    ///
    /// What follows `#` is a remark. A prefix is a route whose path is its origin alone.
    static func list(path: String) throws(RoutingDataError) -> RouteTable? {
        let source = try open(path)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { buffer.deallocate() }
        var count = try read(source, buffer)
        guard count > 0, buffer[..<min(count, 512)].allSatisfy(isText) else { return nil }
        var builder = RouteTableBuilder()
        var line: [UInt8] = []
        var number = 1
        while count > 0 {
            var rest = buffer[..<count]
            while let end = rest.firstIndex(of: 0x0a) {
                line += rest[..<end]
                try insert(line, number, path, &builder)
                line.removeAll(keepingCapacity: true)
                number += 1
                rest = rest[(end + 1)...]
            }
            line += rest
            guard line.count <= lineLimit else {
                throw .lineTooLong(number: number, limit: lineLimit)
            }
            count = try read(source, buffer)
        }
        try insert(line, number, path, &builder)
        return try builder.build()
    }

    private static func isText(_ byte: UInt8) -> Bool {
        (0x20..<0x7f).contains(byte) || (0x09...0x0d).contains(byte)
    }

    private static func open(_ path: String) throws(RoutingDataError) -> ByteSource {
        do throws(CompressedFileError) {
            return try ByteSource(path: path)
        } catch {
            throw .unreadableFile(error)
        }
    }

    private static func read(
        _ source: ByteSource, _ buffer: UnsafeMutableRawBufferPointer
    ) throws(RoutingDataError) -> Int {
        do throws(CompressedFileError) {
            return try source.read(into: buffer)
        } catch {
            throw .unreadableFile(error)
        }
    }

    private static func insert(
        _ line: [UInt8], _ number: Int, _ path: String, _ builder: inout RouteTableBuilder
    ) throws(RoutingDataError) {
        let words = line.prefix { $0 != 0x23 }.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
            .map { String(decoding: $0, as: UTF8.self) }
        if words.isEmpty { return }
        let digits = words.last.map { $0.uppercased().hasPrefix("AS") ? $0.dropFirst(2) : $0[...] }
        guard words.count == 2, let prefix = IPPrefix(words[0]), let origin = UInt32(digits ?? "")
        else {
            throw .malformedLine(
                number: number, text: String(decoding: line, as: UTF8.self),
                reason: "write a prefix and a number into \(path): 192.0.2.0/24 64500")
        }
        var route = RIBRoute()
        route.prefix = prefix
        route.peer.system = origin
        route.attributes.path = ASPath([.init(.sequence, [origin])])
        try builder.insert(route)
    }
}
