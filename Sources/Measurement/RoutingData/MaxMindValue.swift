import CMaxMindDB

/// A value of a MaxMind database (MaxMind DB file format 2.0, "Data Section").
public enum MaxMindValue: Hashable, Sendable {
    /// Values by name.
    case map([String: MaxMindValue])
    /// Values in their order.
    case array([MaxMindValue])
    /// Text.
    case string(String)
    /// A number with a fraction, of double or single precision.
    case double(Double)
    /// A whole number of at most 128 bits.
    case unsigned(UInt128)
    /// A whole number that may be negative.
    case signed(Int32)
    /// Whether something is so.
    case boolean(Bool)
    /// Bytes.
    case bytes([UInt8])

    /// The value at the end of a way: names in maps, numbers as text in arrays; nil if there is none.
    public subscript(path: String...) -> MaxMindValue? {
        var value = self
        for step in path {
            switch value {
            case .map(let members):
                guard let member = members[step] else { return nil }
                value = member
            case .array(let members):
                guard let index = Int(step), members.indices.contains(index) else { return nil }
                value = members[index]
            default: return nil
            }
        }
        return value
    }

    /// The text, if it is one.
    public var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The number, whatever its kind.
    public var number: Double? {
        switch self {
        case .double(let number): number
        case .unsigned(let number): Double(number)
        case .signed(let number): Double(number)
        default: nil
        }
    }

    /// The whole number, if it fits.
    public var uint32: UInt32? {
        guard case .unsigned(let number) = self else { return nil }
        return UInt32(exactly: number)
    }
}

extension MaxMindValue {
    /// The value that the library has put into a list, in which containers stand before what they hold.
    init?(_ list: UnsafeMutablePointer<MMDB_entry_data_list_s>?) {
        var next = list
        guard let value = Self.take(&next), next == nil else { return nil }
        self = value
    }

    /// Takes the next value; the library has refused nesting beyond its limit of 512.
    private static func take(
        _ next: inout UnsafeMutablePointer<MMDB_entry_data_list_s>?
    ) -> MaxMindValue? {
        guard let element = next, element.pointee.entry_data.has_data else { return nil }
        let data = element.pointee.entry_data
        next = element.pointee.next
        switch Int32(data.type) {
        case MMDB_DATA_TYPE_MAP:
            var members = [String: MaxMindValue]()
            for _ in 0..<data.data_size {
                guard let name = take(&next)?.text, let value = take(&next) else { return nil }
                members[name] = value
            }
            return .map(members)
        case MMDB_DATA_TYPE_ARRAY:
            var members = [MaxMindValue]()
            for _ in 0..<data.data_size {
                guard let value = take(&next) else { return nil }
                members.append(value)
            }
            return .array(members)
        case MMDB_DATA_TYPE_UTF8_STRING:
            let bytes = UnsafeRawBufferPointer(
                start: data.utf8_string, count: data.utf8_string == nil ? 0 : Int(data.data_size))
            return .string(String(decoding: bytes, as: UTF8.self))
        case MMDB_DATA_TYPE_BYTES:
            let bytes = UnsafeRawBufferPointer(
                start: data.bytes, count: data.bytes == nil ? 0 : Int(data.data_size))
            return .bytes(Array(bytes))
        case MMDB_DATA_TYPE_DOUBLE: return .double(data.double_value)
        case MMDB_DATA_TYPE_FLOAT: return .double(Double(data.float_value))
        case MMDB_DATA_TYPE_UINT16: return .unsigned(UInt128(data.uint16))
        case MMDB_DATA_TYPE_UINT32: return .unsigned(UInt128(data.uint32))
        case MMDB_DATA_TYPE_UINT64: return .unsigned(UInt128(data.uint64))
        case MMDB_DATA_TYPE_UINT128:
            // The member of the union has a type that is not imported; it begins at its own alignment.
            let place = MemoryLayout<MMDB_entry_data_s>.alignment
            return .unsigned(
                UnsafeRawPointer(element).loadUnaligned(fromByteOffset: place, as: UInt128.self))
        case MMDB_DATA_TYPE_INT32: return .signed(data.int32)
        case MMDB_DATA_TYPE_BOOLEAN: return .boolean(data.boolean)
        default: return nil
        }
    }
}
