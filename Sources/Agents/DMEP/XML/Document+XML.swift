extension Document {
    /// Reads the root element of a document.
    init(xml root: DocumentElement) throws(DocumentError) {
        if root.isNamed("capriMessage") {
            self = .messages(try MessageBatch(xml: root))
        } else if root.isNamed("directoryUpdate") {
            self = .directoryUpdate(try DirectoryUpdate(xml: root))
        } else if root.isNamed("directoryUpdateResponse") {
            self = .directoryUpdateResponse(try DirectoryUpdateResponse(xml: root))
        } else if root.isNamed("serviceMapRequest") {
            self = .serviceMapRequest(try ServiceMapRequest(xml: root))
        } else if root.isNamed("serviceMap") {
            self = .serviceMap(try ServiceMap(xml: root))
        } else if root.isNamed("componentOntology") {
            self = .ontology(try OntologyDocument(xml: root))
        } else {
            throw .unexpected(element: root.uri ?? root.name, within: "the root of a document")
        }
    }

    /// Writes the root element and all within it.
    func write(to xml: inout XMLWriter) {
        switch self {
        case .messages(let batch): batch.write(to: &xml)
        case .directoryUpdate(let update): update.write(to: &xml)
        case .directoryUpdateResponse(let response): response.write(to: &xml)
        case .serviceMapRequest(let request): request.write(to: &xml)
        case .serviceMap(let map): map.write(to: &xml)
        case .ontology(let ontology): ontology.write(to: &xml)
        }
    }
}
