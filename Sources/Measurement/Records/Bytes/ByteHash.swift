/// Hashes of bytes with a seed, so that nobody can prepare names that collide.
///
/// Words of 8 bytes are folded by the full product of two of them, as in wyhash (Wang Yi, 2019) and its
/// kin. Ids are given by first appearance and never by hash, so that results do not depend on the seed.
struct ByteHash: Sendable {
    let seed: UInt64

    private static let first: UInt64 = 0xa076_1d64_78bd_642f
    private static let second: UInt64 = 0xe703_7ed1_a0b4_28db
    private static let third: UInt64 = 0x8ebc_6af0_9c88_c6e3

    /// The hash of a run of bytes.
    @inline(__always)
    func callAsFunction(_ slice: ByteSlice) -> UInt64 {
        let bytes = UnsafeRawPointer(slice.start)
        let count = slice.count
        var hash = seed ^ Self.first
        var offset = 0
        while count - offset > 16 {
            hash = Self.fold(
                Self.word(bytes, offset) ^ Self.second, Self.word(bytes, offset + 8) ^ hash)
            offset += 16
        }
        let rest = count - offset
        let low: UInt64
        let high: UInt64
        if rest >= 8 {
            // The two words overlap where fewer than 16 bytes are left.
            low = Self.word(bytes, offset)
            high = Self.word(bytes, count - 8)
        } else if rest >= 4 {
            low = UInt64(bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            high = UInt64(bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
        } else if rest > 0 {
            low =
                UInt64(slice[offset]) << 16 | UInt64(slice[offset + rest / 2]) << 8
                | UInt64(slice[count - 1])
            high = 0
        } else {
            (low, high) = (0, 0)
        }
        return finish(Self.fold(low ^ Self.third, high ^ hash), count)
    }

    /// The hash of a list of numbers and of what else belongs to it.
    @inline(__always)
    func callAsFunction(
        _ numbers: borrowing [Int32], _ strengths: borrowing [Float], _ outcome: UInt8
    ) -> UInt64 {
        var hash = seed ^ Self.first ^ UInt64(outcome)
        for index in numbers.indices {
            let word =
                UInt64(UInt32(bitPattern: numbers[index])) << 32
                | UInt64(strengths[index].bitPattern)
            hash = Self.fold(word ^ Self.second, hash ^ Self.third)
        }
        return finish(hash, numbers.count)
    }

    /// The hash of a number.
    @inline(__always)
    func callAsFunction(_ number: UInt64) -> UInt64 {
        finish(Self.fold(number ^ Self.second, seed ^ Self.third), 8)
    }

    @inline(__always)
    private func finish(_ hash: UInt64, _ count: Int) -> UInt64 {
        Self.fold(hash ^ Self.second, UInt64(count) ^ Self.first)
    }

    @inline(__always)
    private static func word(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    @inline(__always)
    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
