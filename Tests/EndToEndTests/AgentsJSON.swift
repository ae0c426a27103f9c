import Foundation

/// A JSON value: what is posted to agents and what they answer.
indirect enum AgentsJSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([AgentsJSON])
    case object([String: AgentsJSON])

    /// A part of an object; null where there is none.
    subscript(_ key: String) -> AgentsJSON {
        if case .object(let parts) = self { parts[key] ?? .null } else { .null }
    }

    var list: [AgentsJSON] { if case .list(let items) = self { items } else { [] } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
    var keys: [String] { if case .object(let parts) = self { parts.keys.sorted() } else { [] } }

    /// A moment, in milliseconds since 1970.
    static func time(_ milliseconds: Int64) -> AgentsJSON { .number(Double(milliseconds)) }
}

extension AgentsJSON: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral
{
    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int) { self = .number(Double(value)) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(floatLiteral value: Double) { self = .number(value) }
    init(arrayLiteral elements: AgentsJSON...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, AgentsJSON)...) {
        self = .object(Dictionary(elements) { $1 })
    }
}

extension AgentsJSON: Codable {
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([AgentsJSON].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: AgentsJSON].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .bool(let bool): try value.encode(bool)
        case .number(let number):
            // Times are whole numbers, and are not read otherwise.
            if let whole = Int64(exactly: number) {
                try value.encode(whole)
            } else {
                try value.encode(number)
            }
        case .text(let text): try value.encode(text)
        case .list(let list): try value.encode(list)
        case .object(let parts): try value.encode(parts)
        }
    }

    init(bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(AgentsJSON.self, from: Data(bytes))
    }

    var bytes: [UInt8] { (try? JSONEncoder().encode(self)).map(Array.init) ?? [] }
}
