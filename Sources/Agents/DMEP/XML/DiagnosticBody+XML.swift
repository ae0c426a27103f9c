extension DiagnosticBody {
    /// Reads a `body`.
    init(xml element: DocumentElement) throws(DocumentError) {
        self.init()
        for child in try element.children() {
            if child.isNamed("observation") {
                observations.append(try ComponentObservation(xml: child))
            } else if child.isNamed("belief") {
                beliefs.append(try BeliefStatement(xml: child))
            } else if child.isNamed("knowledge") {
                knowledge.append(try KnowledgeStatement(xml: child))
            } else {
                throw child.unexpected(in: element)
            }
        }
    }

    /// Writes a `body`, also when it is empty.
    func write(to xml: inout XMLWriter) {
        xml.element("body") { xml in
            for observation in observations { observation.write(to: &xml) }
            for belief in beliefs { belief.write(to: &xml) }
            for statement in knowledge { statement.write(to: &xml) }
        }
    }
}

extension ComponentObservation {
    init(xml element: DocumentElement) throws(DocumentError) {
        let metadata = try InformationMetadata(attributesOf: element)
        let child = try element.onlyChild("component or test")
        guard child.isNamed("component") || child.isNamed("test") else {
            throw child.unexpected(in: element)
        }
        self.init(metadata: metadata, component: try ComponentDescription(xml: child))
    }

    func write(to xml: inout XMLWriter) {
        xml.element("observation") {
            metadata.write(to: &$0)
            component.write(to: &$0)
        }
    }
}
