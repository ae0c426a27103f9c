import Foundation

/// How a table is stored, so that a command need not read dumps again.
///
/// ```
/// 8 bytes   0x89, "routes" and 0x0a
/// 4         version
/// 4         number of sections
/// 16 each   length in bytes, XXH64 of the section
/// 8         XXH64 of all before
/// sections  one after the other
/// ```
///
/// Numbers are in the byte order of a little-endian machine; on another the version is not recognized.
private enum StoredTable {
    static let magic: [UInt8] = [0x89] + Array("routes\n".utf8)
    static let version: UInt32 = 1
    static let sectionCount = 13
    static let headerSize = 16 + 16 * sectionCount + 8
}

extension RouteTable {
    /// Whether a file begins as a stored table does.
    public static func isStored(at path: String) -> Bool {
        guard let file = fopen(path, "rb") else { return false }
        defer { fclose(file) }
        var start = [UInt8](repeating: 0, count: StoredTable.magic.count)
        return fread(&start, 1, start.count, file) == start.count && start == StoredTable.magic
    }

    /// Stores the table in a file, which is there whole or not at all.
    ///
    /// - Throws: ``RoutingDataError/unreadable(path:reason:)``.
    public func store(at path: String) throws(RoutingDataError) {
        let numbers = [
            UInt64(four.directBits), UInt64(four.firstSlot), UInt64(six.directBits),
            UInt64(six.firstSlot),
        ]
        var header = StoredTable.magic
        func append<Number: FixedWidthInteger>(_ number: Number) {
            withUnsafeBytes(of: number) { header.append(contentsOf: $0) }
        }
        append(StoredTable.version)
        append(UInt32(StoredTable.sectionCount))
        func describe<Element>(_ section: [Element]) {
            section.withUnsafeBytes {
                append(UInt64($0.count))
                append(Checksum64.of($0))
            }
        }
        func describe(_ section: AlignedWords) {
            section.withUnsafeBytes {
                append(UInt64($0.count))
                append(Checksum64.of($0))
            }
        }
        describe(numbers)
        describe(four.direct)
        describe(four.words)
        describe(six.direct)
        describe(six.words)
        describe(fourFirst)
        describe(sixFirst)
        describe(lengths)
        for section in [
            pathNumbers, paths.words, paths.offsets, paths.origins, paths.neighbours,
        ] { describe(section) }
        append(header.withUnsafeBytes { Checksum64.of($0) })

        let writer = try AtomicFile(path: path)
        try writer.write(header)
        try writer.write(numbers)
        try writer.write(four.direct)
        try writer.write(four.words)
        try writer.write(six.direct)
        try writer.write(six.words)
        try writer.write(fourFirst)
        try writer.write(sixFirst)
        try writer.write(lengths)
        for section in [
            pathNumbers, paths.words, paths.offsets, paths.origins, paths.neighbours,
        ] { try writer.write(section) }
        try writer.commit()
    }

    /// Reads a table that was stored.
    ///
    /// Every byte is checked, and that look-ups cannot go astray, whatever the file holds.
    ///
    /// - Throws: ``RoutingDataError/damagedTable(path:reason:)``,
    ///   ``RoutingDataError/otherTableVersion(path:found:expected:)`` or
    ///   ``RoutingDataError/unreadable(path:reason:)``.
    public init(storedAt path: String) throws(RoutingDataError) {
        let file = try SectionFile(path: path)
        let header: [UInt8] = try file.read(byteCount: StoredTable.headerSize)
        guard header.starts(with: StoredTable.magic) else {
            throw .damagedTable(path: path, reason: "it does not begin as one")
        }
        func word(_ place: Int) -> UInt64 {
            header.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: UInt64.self) }
        }
        let version = UInt32(truncatingIfNeeded: word(8))
        guard version == StoredTable.version else {
            throw .otherTableVersion(
                path: path, found: version, expected: StoredTable.version)
        }
        let checked = header.count - 8
        let sum = header.withUnsafeBytes {
            Checksum64.of(UnsafeRawBufferPointer(rebasing: $0[..<checked]))
        }
        guard word(8) >> 32 == StoredTable.sectionCount, word(checked) == sum else {
            throw .damagedTable(path: path, reason: "its head was changed")
        }
        var number = 0
        func section<Element: BitwiseCopyable>() throws(RoutingDataError) -> [Element] {
            let place = 16 + 16 * number
            number += 1
            let section: [Element] = try file.read(byteCount: Int(clamping: word(place)))
            guard section.withUnsafeBytes({ Checksum64.of($0) }) == word(place + 8) else {
                throw .damagedTable(path: path, reason: "part \(number) was changed")
            }
            return section
        }
        func words() throws(RoutingDataError) -> AlignedWords {
            let place = 16 + 16 * number
            number += 1
            let words = try file.readWords(byteCount: Int(clamping: word(place)))
            guard words.withUnsafeBytes({ Checksum64.of($0) }) == word(place + 8) else {
                throw .damagedTable(path: path, reason: "part \(number) was changed")
            }
            return words
        }
        let numbers: [UInt64] = try section()
        guard numbers.count == 4, numbers[0] <= 32, numbers[2] <= 32 else {
            throw .damagedTable(path: path, reason: "its index has no known form")
        }
        let four = AddressTrie(
            directBits: Int(numbers[0]), firstSlot: UInt32(truncatingIfNeeded: numbers[1]),
            direct: try section(), words: try words())
        let six = AddressTrie(
            directBits: Int(numbers[2]), firstSlot: UInt32(truncatingIfNeeded: numbers[3]),
            direct: try section(), words: try words())
        let fourFirst: [UInt32] = try section()
        let sixFirst: [UInt128] = try section()
        let lengths: [UInt8] = try section()
        let pathNumbers: [UInt32] = try section()
        let (pathWords, offsets): ([UInt32], [UInt32]) = (try section(), try section())
        let (origins, neighbours): ([UInt32], [UInt32]) = (try section(), try section())
        guard file.isAtEnd else {
            throw .damagedTable(path: path, reason: "something follows its end")
        }
        self.init(
            four: four, six: six, fourFirst: fourFirst, sixFirst: sixFirst, lengths: lengths,
            pathNumbers: pathNumbers,
            paths: ASPathTable(
                words: pathWords, offsets: offsets, origins: origins, neighbours: neighbours))
        if let flaw { throw .damagedTable(path: path, reason: flaw) }
    }
}
