extension Document {
    private static let keys: [DocumentKey] = [
        "capriMessage", "directoryUpdate", "directoryUpdateResponse", "serviceMapRequest",
        "serviceMap", "componentOntology",
    ]

    /// Reads an object with the one key that names the document: `{"capriMessage": {...}}`.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        let present = Self.keys.filter { object.has($0) }
        guard present.count == 1, let key = present.first else {
            throw DocumentError.missing(
                what: "one of \(Self.keys.map(\.stringValue).sorted().joined(separator: ", "))",
                within: object.place)
        }
        switch key {
        case "capriMessage": self = .messages(try object.value(key))
        case "directoryUpdate": self = .directoryUpdate(try object.value(key))
        case "directoryUpdateResponse": self = .directoryUpdateResponse(try object.value(key))
        case "serviceMapRequest": self = .serviceMapRequest(try object.value(key))
        case "serviceMap": self = .serviceMap(try object.value(key))
        default: self = .ontology(try object.value(key))
        }
    }

    /// Writes an object with the one key that names the document.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        switch self {
        case .messages(let batch): try object.write("capriMessage", batch)
        case .directoryUpdate(let update): try object.write("directoryUpdate", update)
        case .directoryUpdateResponse(let response):
            try object.write("directoryUpdateResponse", response)
        case .serviceMapRequest(let request): try object.write("serviceMapRequest", request)
        case .serviceMap(let map): try object.write("serviceMap", map)
        case .ontology(let ontology): try object.write("componentOntology", ontology)
        }
    }
}
