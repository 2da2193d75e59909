import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * One order, as the libraries of Avro and Protobuf write it. `write AVSC`: prints both in hexadecimal digits. `read AVSC HEX HEX`: whether
 * these bytes are read as the same order.
 */
public class SchemaWork {
  public static void main(String[] args) throws Exception {
    Schema schema = new Schema.Parser().parse(args[1]);
    GenericRecord avro = avroOrder(schema);
    DynamicMessage proto = protoOrder();
    HexFormat hex = HexFormat.of();
    if (args[0].equals("write")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      var encoder = EncoderFactory.get().binaryEncoder(out, null);
      new GenericDatumWriter<GenericRecord>(schema).write(avro, encoder);
      encoder.flush();
      System.out.println(hex.formatHex(out.toByteArray()));
      System.out.println(hex.formatHex(proto.toByteArray()));
      return;
    }
    var decoder = DecoderFactory.get().binaryDecoder(hex.parseHex(args[2]), null);
    GenericRecord readAvro = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
    // Maps cannot be compared by a schema, but as text they can.
    System.out.println(readAvro.toString().equals(avro.toString()) && decoder.isEnd() ? "equal" : readAvro.toString());
    DynamicMessage readProto = DynamicMessage.parseFrom(proto.getDescriptorForType(), hex.parseHex(args[3]));
    System.out.println(readProto.equals(proto) ? "equal" : readProto.toString());
  }

  private static GenericRecord avroOrder(Schema schema) {
    Schema kind = schema.getField("kind").schema();
    Schema line = schema.getField("lines").schema().getElementType();
    GenericRecord one = new GenericRecordBuilder(line).set("sku", "a-1").set("price", 12.5).build();
    GenericRecord other = new GenericRecordBuilder(line).set("sku", "grüße 漢字").set("price", -0.25).build();
    return new GenericRecordBuilder(schema)
        .set("id", 9007199254740993L)
        .set("who", "ada")
        .set("nobody", null)
        .set("kind", new GenericData.EnumSymbol(kind, "PAID"))
        .set("lines", List.of(one, other))
        .set("tags", new TreeMap<>(Map.of("a", 1)))
        .set("total", ByteBuffer.wrap(new java.math.BigInteger("-123456").toByteArray()))
        .set("at", 1764374677123L)
        .set("raw", ByteBuffer.wrap(new byte[] {0, (byte) 0xff}))
        .build();
  }

  private static FieldDescriptorProto.Builder field(String name, int number, Type type) {
    return FieldDescriptorProto.newBuilder().setName(name).setNumber(number).setType(type).setLabel(Label.LABEL_OPTIONAL);
  }

  private static DynamicMessage protoOrder() throws Exception {
    DescriptorProto inner =
        DescriptorProto.newBuilder()
            .setName("Inner")
            .addField(field("raw", 1, Type.TYPE_BYTES))
            .addField(field("price", 2, Type.TYPE_DOUBLE))
            .build();
    EnumDescriptorProto kind =
        EnumDescriptorProto.newBuilder()
            .setName("Kind")
            .addValue(EnumValueDescriptorProto.newBuilder().setName("NONE").setNumber(0))
            .addValue(EnumValueDescriptorProto.newBuilder().setName("PAID").setNumber(1))
            .build();
    DescriptorProto order =
        DescriptorProto.newBuilder()
            .setName("Order")
            .addField(field("id", 1, Type.TYPE_INT64))
            .addField(field("who", 2, Type.TYPE_STRING))
            .addField(field("counts", 3, Type.TYPE_SINT32).setLabel(Label.LABEL_REPEATED))
            .addField(field("kind", 4, Type.TYPE_ENUM).setTypeName(".acme.Order.Kind"))
            .addField(field("inner", 5, Type.TYPE_MESSAGE).setTypeName(".acme.Order.Inner"))
            .addNestedType(inner)
            .addEnumType(kind)
            .build();
    DescriptorProto first = DescriptorProto.newBuilder().setName("Other").addField(field("a", 1, Type.TYPE_INT32)).build();
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder().setSyntax("proto3").setPackage("acme").addMessageType(first).addMessageType(order).build();
    Descriptor type = FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Order");
    Descriptor innerType = type.findNestedTypeByName("Inner");
    DynamicMessage innerOne =
        DynamicMessage.newBuilder(innerType)
            .setField(innerType.findFieldByName("raw"), ByteString.copyFrom(new byte[] {0, (byte) 0xff}))
            .setField(innerType.findFieldByName("price"), 12.5)
            .build();
    return DynamicMessage.newBuilder(type)
        .setField(type.findFieldByName("id"), 9007199254740993L)
        .setField(type.findFieldByName("who"), "ada")
        .setField(type.findFieldByName("counts"), List.of(1, -2, 3))
        .setField(type.findFieldByName("kind"), type.findEnumTypeByName("Kind").findValueByName("PAID"))
        .setField(type.findFieldByName("inner"), innerOne)
        .build();
  }
}
