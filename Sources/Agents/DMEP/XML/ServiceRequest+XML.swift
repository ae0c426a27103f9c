extension ServiceRequest {
    /// Reads an `observationRequest`, `beliefRequest`, `knowledgeRequest` or `diagRequest`; the attribute `via`
    /// is ours.
    init(xml element: DocumentElement, kind: ServiceKind) throws(DocumentError) {
        self.init(
            kind: kind, requester: try element.required("requester"),
            requestID: try element.required("requestID"),
            serviceID: try element.required("serviceID"),
            expires: try element.requiredInteger("expires"), budget: try element.decimal("budget"),
            confidenceThreshold: try element.decimal("confThresh"), via: try element.words("via"))
        var hasExplanations = false, hasBody = false
        for child in try element.children() {
            if child.isNamed("inputComponent"), inputComponent == nil {
                inputComponent = try ComponentMention(within: child)
            } else if child.isNamed("explanations"), !hasExplanations {
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

    /// Writes the request.
    func write(to xml: inout XMLWriter) {
        xml.element(kind.requestName) { xml in
            xml.attribute("requester", requester)
            xml.attribute("requestID", requestID)
            xml.attribute("serviceID", serviceID)
            xml.attribute("budget", number: budget)
            xml.attribute("expires", number: expires)
            xml.attribute("confThresh", number: confidenceThreshold)
            xml.attribute("via", list: ListText.words(via))
            if let inputComponent {
                xml.element("inputComponent") { inputComponent.write(to: &$0) }
            }
            ExplanationStatement.write(explanations, to: &xml)
            if !body.isEmpty { body.write(to: &xml) }
        }
    }
}
