/// A line with one JSON object (RFC 8259), of which the values of a few keys are wanted.
///
/// A key in a nested object is named with a dot: `http.status`. Where a key is there twice the last
/// holds. Values of objects and arrays are passed over.
struct JSONLine: Sendable {
    /// How deep objects and arrays may be nested.
    static let depthLimit = 32
    /// How many keys can be wanted.
    static let keyLimit = 64

    /// A wanted key, or what is left of one inside of an object.
    private struct Key: Sendable {
        /// Where the key stands in `names`.
        let range: Range<Int>
        /// Where the part before the first dot ends; the whole length where there is no dot.
        let firstPart: Int
        let field: Int
    }

    private let names: [UInt8]
    /// The keys by the number of parts that were taken already.
    private let keys: [[Key]]

    /// Wants these keys; the index of each is its field.
    init(keys wanted: [String]) {
        var names = [UInt8]()
        var levels = [[Key]]()
        for (field, name) in wanted.prefix(Self.keyLimit).enumerated() {
            let begin = names.count
            names.append(contentsOf: name.utf8)
            var start = begin
            for level in 0... {
                if levels.count <= level { levels.append([]) }
                let dot = names[start...].firstIndex(of: 0x2e) ?? names.count
                levels[level].append(
                    Key(range: start..<names.count, firstPart: dot - start, field: field))
                guard dot + 1 < names.count else { break }
                start = dot + 1
            }
        }
        self.names = names
        keys = levels
    }

    /// Finds the wanted fields of a line; values with escapes are written to `scratch`.
    @inline(__always)
    func parse(
        _ line: ByteSlice, into fields: FieldSlices, scratch: UnsafeMutablePointer<UInt8>
    ) -> RejectReason? {
        for index in fields.indices { fields[index] = line.prefix(0) }
        let isWhole = names.withUnsafeBufferPointer { names in
            var cursor = JSONCursor(line: line, scratch: scratch)
            guard object(&cursor, fields, names, level: 0, mask: ~0, depth: 1) else {
                return false
            }
            cursor.skipBlanks()
            return cursor.index == line.count
        }
        return isWhole ? nil : .json
    }

    /// Reads an object; the mask says for which fields the keys so far fit.
    private func object(
        _ cursor: inout JSONCursor, _ fields: FieldSlices,
        _ names: UnsafeBufferPointer<UInt8>, level: Int, mask: UInt64, depth: Int
    ) -> Bool {
        guard depth <= Self.depthLimit, cursor.take(0x7b) else { return false }
        if cursor.take(0x7d) { return true }
        repeat {
            guard let (key, _) = cursor.string(), cursor.take(0x3a) else { return false }
            var field = -1
            var deeper: UInt64 = 0
            if level < keys.count {
                for candidate in keys[level] where mask & (1 << UInt64(candidate.field)) != 0 {
                    guard let base = names.baseAddress else { break }
                    let name = ByteSlice(
                        base + candidate.range.lowerBound, count: candidate.range.count)
                    if name == key {
                        field = candidate.field
                    } else if candidate.firstPart < name.count,
                        name.prefix(candidate.firstPart) == key
                    {
                        deeper |= 1 << UInt64(candidate.field)
                    }
                }
            }
            if deeper != 0, cursor.peek() == 0x7b {
                guard
                    object(
                        &cursor, fields, names, level: level + 1, mask: deeper, depth: depth + 1)
                else { return false }
            } else if field >= 0 {
                guard let value = cursor.value(depth: depth) else { return false }
                fields[field] = value
            } else {
                guard cursor.skipValue(depth: depth) else { return false }
            }
        } while cursor.take(0x2c)
        return cursor.take(0x7d)
    }

    /// The keys of an object on a line, nested ones with dots; nil when it is none.
    static func keys(of line: ByteSlice) -> [String]? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: line.count + 1) { scratch in
            guard let base = scratch.baseAddress else { return nil }
            var cursor = JSONCursor(line: line, scratch: base)
            var keys = [String]()
            guard collect(&cursor, &keys, prefix: "", depth: 1) else { return nil }
            cursor.skipBlanks()
            return cursor.index == line.count ? keys : nil
        }
    }

    private static func collect(
        _ cursor: inout JSONCursor, _ keys: inout [String], prefix: String, depth: Int
    ) -> Bool {
        guard depth <= depthLimit, cursor.take(0x7b) else { return false }
        if cursor.take(0x7d) { return true }
        repeat {
            guard let (key, _) = cursor.string(), cursor.take(0x3a) else { return false }
            let name = prefix + String(decoding: key.buffer, as: UTF8.self)
            if cursor.peek() == 0x7b {
                guard collect(&cursor, &keys, prefix: name + ".", depth: depth + 1) else {
                    return false
                }
            } else {
                keys.append(name)
                guard cursor.skipValue(depth: depth) else { return false }
            }
        } while cursor.take(0x2c)
        return cursor.take(0x7d)
    }
}
