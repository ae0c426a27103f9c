extension Document: JSONObject {
    private static let keys: [String] = [
        "capriMessage", "directoryUpdate", "directoryUpdateResponse", "serviceMapRequest",
        "serviceMap", "componentOntology",
    ]

    /// Reads an object with the one key that names the document: `{"capriMessage": {...}}`.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        let present = Self.keys.filter { object.has($0) }
        guard present.count == 1, let key = present.first else {
            throw .missing(
                what: "one of \(Self.keys.joined(separator: ", "))",
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
    func write(to json: inout JSONWriter) {
        switch self {
        case .messages(let batch): json.write("capriMessage", batch)
        case .directoryUpdate(let update): json.write("directoryUpdate", update)
        case .directoryUpdateResponse(let response):
            json.write("directoryUpdateResponse", response)
        case .serviceMapRequest(let request): json.write("serviceMapRequest", request)
        case .serviceMap(let map): json.write("serviceMap", map)
        case .ontology(let ontology): json.write("componentOntology", ontology)
        }
    }
}
