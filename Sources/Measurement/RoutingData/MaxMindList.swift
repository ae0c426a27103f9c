import CMaxMindDB
import Foundation

/// The values of an entry as the library lists them: containers stand before what they hold.
///
/// Reads on from value to value, and makes nothing of those that are not asked for.
struct MaxMindList {
    private var next: UnsafeMutablePointer<MMDB_entry_data_list_s>?

    /// The values of a list, which must exist longer than this.
    init(_ list: UnsafeMutablePointer<MMDB_entry_data_list_s>?) { next = list }

    /// Passes the next value, with all that it holds.
    mutating func skip() {
        var count = 1
        while count > 0, let element = next {
            count -= 1
            let data = element.pointee.entry_data
            switch Int32(data.type) {
            case MMDB_DATA_TYPE_MAP: count += 2 * Int(data.data_size)
            case MMDB_DATA_TYPE_ARRAY: count += Int(data.data_size)
            default: break
            }
            next = element.pointee.next
        }
    }

    /// Reads a map: calls with each name, and the list at its value, which is to be passed.
    ///
    /// What is no map is passed.
    mutating func readMap(_ body: (UnsafeRawBufferPointer, inout MaxMindList) -> Void) {
        guard let data = take(MMDB_DATA_TYPE_MAP) else { return skip() }
        for _ in 0..<data.data_size where next != nil {
            body(bytes() ?? UnsafeRawBufferPointer(start: nil, count: 0), &self)
        }
    }

    /// Reads an array: calls with each place, and the list at its value, which is to be passed.
    ///
    /// What is no array is passed.
    mutating func readArray(_ body: (Int, inout MaxMindList) -> Void) {
        guard let data = take(MMDB_DATA_TYPE_ARRAY) else { return skip() }
        for place in 0..<Int(data.data_size) where next != nil { body(place, &self) }
    }

    /// Reads text; nil for what is none, which is passed.
    mutating func readText() -> String? {
        bytes().map { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads a number with a fraction; nil for what is none, which is passed.
    mutating func readDouble() -> Double? {
        if let data = take(MMDB_DATA_TYPE_DOUBLE) { return data.double_value }
        if let data = take(MMDB_DATA_TYPE_FLOAT) { return Double(data.float_value) }
        skip()
        return nil
    }

    /// Reads a whole number; nil for what is none, which is passed.
    mutating func readUInt32() -> UInt32? {
        if let data = take(MMDB_DATA_TYPE_UINT32) { return data.uint32 }
        if let data = take(MMDB_DATA_TYPE_UINT16) { return UInt32(data.uint16) }
        skip()
        return nil
    }

    /// The next value if it is of a kind, which is then passed.
    private mutating func take(_ type: Int32) -> MMDB_entry_data_s? {
        guard let element = next, Int32(element.pointee.entry_data.type) == type else { return nil }
        next = element.pointee.next
        return element.pointee.entry_data
    }

    private mutating func bytes() -> UnsafeRawBufferPointer? {
        guard let data = take(MMDB_DATA_TYPE_UTF8_STRING), let start = data.utf8_string else {
            skip()
            return nil
        }
        return UnsafeRawBufferPointer(start: start, count: Int(data.data_size))
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the bytes are those of a name.
    func isNamed(_ name: StaticString) -> Bool {
        count == name.utf8CodeUnitCount
            && baseAddress.map { memcmp($0, name.utf8Start, count) == 0 } ?? false
    }
}
