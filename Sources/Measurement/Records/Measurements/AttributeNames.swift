/// The values of attributes over the whole stream, each numbered from 1 by first appearance.
///
/// By their printable texts, so that a table that is made anew from its texts gives the same numbers.
struct AttributeNames: Sendable {
    private let hash: ByteHash
    private let limit: Int
    private let byteLimit: Int
    private var tables: [ByteInterner]

    init(attributeCount: Int, hash: ByteHash, limit: Int, byteLimit: Int) {
        self.hash = hash
        self.limit = min(limit, Int(Int32.max) - 1)
        self.byteLimit = byteLimit
        tables = Array(repeating: ByteInterner(), count: attributeCount)
    }

    /// Takes the texts of an attribute in the order of their numbers; false where they are not texts of such a table.
    mutating func restore(_ names: [String], attribute: Int) -> Bool {
        for (number, name) in names.enumerated() {
            var name = name
            let isNew = name.withUTF8 { bytes in
                guard let base = bytes.baseAddress else { return false }
                let slice = ByteSlice(base, count: bytes.count)
                return Int(tables[attribute].intern(slice, hash: hash(slice))) == number
                    && tables[attribute].count == number + 1
            }
            guard isNew else { return false }
        }
        return true
    }

    /// The number of a value, 0 where there is no room for it; whether it is new.
    ///
    /// - Parameter code: the hash of the bytes.
    mutating func number(_ value: ByteSlice, attribute: Int, code: UInt64) -> (UInt32, Bool) {
        guard FaultName.isPlain(value) else { return unusual(value, attribute) }
        return plain(value, attribute, code)
    }

    /// The text of a number.
    func text(_ number: UInt32, attribute: Int) -> String {
        String(decoding: tables[attribute].slice(Int(number) - 1), as: UTF8.self)
    }

    @inline(__always)
    private mutating func plain(
        _ value: ByteSlice, _ attribute: Int, _ code: UInt64
    ) -> (UInt32, Bool) {
        let before = tables[attribute].count
        if before >= limit || tables[attribute].bytes.count >= byteLimit {
            let known = tables[attribute].find(value, hash: code)
            return (known.map { UInt32($0) + 1 } ?? 0, false)
        }
        let number = tables[attribute].intern(value, hash: code)
        return (UInt32(number) + 1, tables[attribute].count > before)
    }

    @inline(never)
    private mutating func unusual(_ value: ByteSlice, _ attribute: Int) -> (UInt32, Bool) {
        let printable = FaultName.printable(Array(value.buffer)[...])
        return printable.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return (0, false) }
            let slice = ByteSlice(base, count: bytes.count)
            return plain(slice, attribute, hash(slice))
        }
    }
}
