extension ServiceResponse {
    /// Reads an `observationResponse`, `beliefResponse`, `knowledgeResponse` or `diagResponse`; the attribute
    /// `cost` is ours.
    init(xml element: DocumentElement, kind: ServiceKind) throws(DocumentError) {
        self.init(
            kind: kind, requestID: try element.required("requestID"),
            serviceID: try element.required("serviceID"),
            isSuccess: try element.responseStatus(), time: try element.integer("time"),
            cost: try element.decimal("cost"))
        var hasExplanations = false, hasBody = false
        for child in try element.children() {
            if child.isNamed("explanations"), !hasExplanations {
                explanations = try ExplanationStatement.list(xml: child)
                hasExplanations = true
            } else if child.isNamed("body"), !hasBody {
                body = try DiagnosticBody(xml: child)
                hasBody = true
            } else {
                throw child.unexpected(in: element)
            }
        }
    }

    /// Writes the response.
    func write(to xml: inout XMLWriter) {
        xml.element(kind.responseName) { xml in
            xml.attribute("responseStatus", isSuccess ? "1" : "0")
            xml.attribute("serviceID", serviceID)
            xml.attribute("requestID", requestID)
            xml.attribute("time", number: time)
            xml.attribute("cost", number: cost)
            ExplanationStatement.write(explanations, to: &xml)
            body.write(to: &xml)
        }
    }
}
