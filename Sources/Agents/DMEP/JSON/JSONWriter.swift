import Ontology

/// Writes JSON key by key into bytes of UTF-8; nil and empty lists are left out.
struct JSONWriter {
    private(set) var bytes = [UInt8]()
    /// Whether something stands before the next key or item.
    private var needsComma = false

    /// The text of an object.
    static func text(of object: some JSONObject) -> [UInt8] {
        var writer = JSONWriter()
        writer.bytes.reserveCapacity(4096)
        writer.append(object)
        return writer.bytes
    }

    /// Writes a text, a number or a truth when there is one.
    mutating func write(_ key: StaticString, _ value: (some JSONScalar)?) {
        guard let value else { return }
        begin(key)
        value.append(to: &bytes)
        needsComma = true
    }

    /// Writes an object when there is one.
    mutating func write(_ key: StaticString, _ value: (some JSONObject)?) {
        guard let value else { return }
        begin(key)
        append(value)
    }

    /// Writes a list of objects, also when it is empty.
    mutating func write(_ key: StaticString, _ list: [some JSONObject]) {
        begin(key)
        append(list) { $0.append($1) }
    }

    /// Writes a list of objects unless it is empty.
    mutating func write(_ key: StaticString, list: [some JSONObject]) {
        if !list.isEmpty { write(key, list) }
    }

    /// Writes a list of texts unless it is empty.
    mutating func write(_ key: StaticString, list: [some JSONScalar]) {
        guard !list.isEmpty else { return }
        begin(key)
        append(list) { $1.append(to: &$0.bytes) }
    }

    /// Writes a text unless it is empty.
    mutating func write(_ key: StaticString, text: String) {
        if !text.isEmpty { write(key, text) }
    }

    /// Writes property paths unless there are none.
    mutating func write(_ key: StaticString, paths: [PropertyPath]) {
        write(key, list: paths.map { ListText.path($0) })
    }

    private mutating func begin(_ key: StaticString) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        key.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func append(_ object: some JSONObject) {
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
        object.write(to: &self)
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    private mutating func append<Item>(_ list: [Item], _ item: (inout JSONWriter, Item) -> Void) {
        bytes.append(UInt8(ascii: "["))
        for (index, value) in list.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            item(&self, value)
        }
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }
}
