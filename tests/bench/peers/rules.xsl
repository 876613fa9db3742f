<?xml version="1.0"?>
<!-- The rules of the comparison for processors of XSLT 1.0 (xsltproc) and later (Saxon). Overlaps of blocks are left out:
     without sorting they cost rows times rows. One line "RULE ROW" for each row that breaks a rule. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:a6check:filing:1">
  <xsl:output method="text"/>
  <xsl:key name="authorization" match="f:Authorization" use="f:AuthorizationID"/>
  <xsl:key name="given" match="f:Action[f:ActionType = 'First transfer']" use="f:AuthorizationID"/>
  <xsl:template match="/">
    <xsl:for-each select="//f:Action">
      <xsl:variable name="first" select="substring-before(substring-after(substring-after(substring-after(f:FirstID, '-'), '-'), '-'), '-')"/>
      <xsl:variable name="last" select="substring-before(substring-after(substring-after(substring-after(f:LastID, '-'), '-'), '-'), '-')"/>
      <xsl:if test="not(starts-with(f:FirstID, 'CA')) or $first = '' or translate($first, '0123456789', '') != ''">
        <xsl:value-of select="concat('identifier ', position(), '&#10;')"/>
      </xsl:if>
      <xsl:if test="not(f:ActionType = 'First transfer' or f:ActionType = 'Transfer' or f:ActionType = 'Acquisition' or f:ActionType = 'Use' or f:ActionType = 'Cancellation')">
        <xsl:value-of select="concat('type ', position(), '&#10;')"/>
      </xsl:if>
      <xsl:if test="f:ActionType = 'First transfer' and (not(f:AcquiringPartyID) or f:AcquiringPartyID = 'NA')">
        <xsl:value-of select="concat('acquirer ', position(), '&#10;')"/>
      </xsl:if>
      <xsl:if test="f:Metric = 'GHG' and f:QuantityCO2 != $last - $first + 1">
        <xsl:value-of select="concat('quantity ', position(), '&#10;')"/>
      </xsl:if>
      <xsl:if test="f:Vintage != substring(f:FirstID, string-length(f:FirstID) - 3)">
        <xsl:value-of select="concat('vintage ', position(), '&#10;')"/>
      </xsl:if>
      <xsl:if test="not(key('authorization', f:AuthorizationID))">
        <xsl:value-of select="concat('authorization ', position(), '&#10;')"/>
      </xsl:if>
    </xsl:for-each>
    <xsl:for-each select="//f:Authorization">
      <xsl:if test="sum(key('given', f:AuthorizationID)/f:QuantityCO2) &gt; f:AuthorizedQuantity">
        <xsl:value-of select="concat('authorized ', position(), '&#10;')"/>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
