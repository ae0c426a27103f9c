extension DirectoryUpdate {
    /// Reads a `directoryUpdate`; `lease`, `via` and `serviceRetraction` are ours.
    ///
    /// The thesis retracts one service at a time, by attributes of the root (A.3.4).
    init(xml element: DocumentElement) throws(DocumentError) {
        self.init(lease: try element.integer("lease"), via: try element.words("via"))
        if try element.truth("retract") == true {
            retractions.append(try ServiceRetraction(attributesOf: element))
        }
        for child in try element.children() {
            if child.isNamed("serviceAdvertisement") {
                advertisements.append(try ServiceAdvertisement(xml: child))
            } else if child.isNamed("serviceRetraction") {
                try child.checkEmpty()
                retractions.append(try ServiceRetraction(attributesOf: child))
            } else {
                throw child.unexpected(in: element)
            }
        }
        let read = self
        try element.located { () throws(DocumentError) in try element.validation.check(read) }
    }

    /// Writes a `directoryUpdate`, and a single retraction in the form of the thesis.
    func write(to xml: inout XMLWriter) {
        xml.element("directoryUpdate") { xml in
            if advertisements.isEmpty, retractions.count == 1 {
                retractions[0].writeAttributes(to: &xml)
                xml.attribute("retract", "true")
            }
            xml.attribute("lease", number: lease)
            xml.attribute("via", list: ListText.words(via))
            for advertisement in advertisements { advertisement.write(to: &xml) }
            if !(advertisements.isEmpty && retractions.count == 1) {
                for retraction in retractions { retraction.write(to: &xml) }
            }
        }
    }
}

extension ServiceRetraction {
    init(attributesOf element: DocumentElement) throws(DocumentError) {
        self.init(
            serviceID: try element.required("serviceID"),
            agentURI: try element.required("agentURI"), time: try element.requiredInteger("time"))
        let read = self
        try element.located { () throws(DocumentError) in try element.validation.check(read) }
    }

    func write(to xml: inout XMLWriter) {
        xml.element("serviceRetraction") { writeAttributes(to: &$0) }
    }

    func writeAttributes(to xml: inout XMLWriter) {
        xml.attribute("serviceID", serviceID)
        xml.attribute("agentURI", agentURI)
        xml.attribute("time", number: time)
    }
}

extension DirectoryUpdateResponse {
    /// Reads a `directoryUpdateResponse`; the attribute `reason` is ours.
    init(xml element: DocumentElement) throws(DocumentError) {
        try element.checkEmpty()
        self.init(
            isSuccess: try element.responseStatus(), reason: try element.attribute("reason"))
    }

    /// Writes a `directoryUpdateResponse`.
    func write(to xml: inout XMLWriter) {
        xml.element("directoryUpdateResponse") {
            $0.attribute("responseStatus", isSuccess ? "1" : "0")
            $0.attribute("reason", reason)
        }
    }
}

extension ServiceMapRequest {
    /// Reads a `serviceMapRequest`; `agentURI` and `autonomousSystem` are ours.
    init(xml element: DocumentElement) throws(DocumentError) {
        try element.checkEmpty()
        self.init(
            version: try element.required("version"),
            clientVersion: try element.required("clientVer"),
            agentType: try element.required("agentType"),
            agentURI: try element.attribute("agentURI"),
            autonomousSystem: try element.integer("autonomousSystem"))
    }

    /// Writes a `serviceMapRequest`.
    func write(to xml: inout XMLWriter) {
        xml.element("serviceMapRequest") {
            $0.attribute("version", version)
            $0.attribute("clientVer", clientVersion)
            $0.attribute("agentType", agentType)
            $0.attribute("agentURI", agentURI)
            $0.attribute("autonomousSystem", number: autonomousSystem)
        }
    }
}

extension ServiceMap {
    /// Reads a `serviceMap`; `hashKey` and `serviceRetraction` are ours.
    init(xml element: DocumentElement) throws(DocumentError) {
        self.init(advertisements: [], hashKey: try element.attribute("hashKey"))
        for child in try element.children() {
            if child.isNamed("serviceAdvertisement") {
                advertisements.append(try ServiceAdvertisement(xml: child))
            } else if child.isNamed("serviceRetraction") {
                try child.checkEmpty()
                retractions.append(try ServiceRetraction(attributesOf: child))
            } else {
                throw child.unexpected(in: element)
            }
        }
    }

    /// Writes a `serviceMap`.
    func write(to xml: inout XMLWriter) {
        xml.element("serviceMap") { xml in
            xml.attribute("hashKey", hashKey)
            for advertisement in advertisements { advertisement.write(to: &xml) }
            for retraction in retractions { retraction.write(to: &xml) }
        }
    }
}
