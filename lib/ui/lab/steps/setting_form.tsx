"use client";

import { LAB_SETTINGS, type LabSettingName } from "@/lib/contract/lab";
import { Button } from "../../button";
import { useTexts } from "../../language";
import { labSettingsTexts } from "../../messages/lab_settings";
import { ActForm } from "../act_form";
import { useLab } from "../use_lab";
import styles from "./setting_form.module.css";

/** Chooses a value of a setting of the visitor's lab. */
export function SettingForm({ name }: { name: LabSettingName }) {
  const settings = useTexts(labSettingsTexts);
  const { view, busy } = useLab();
  const current = view.settings[name];
  return (
    <ActForm act="set" body={{ name }} className={styles.form}>
      {/* Made anew once the setting is another: what is chosen in it is its default. */}
      <fieldset key={current} className={styles.values}>
        <legend className="visually-hidden">
          {settings.values} {name}
        </legend>
        {LAB_SETTINGS[name].map((value) => (
          <label key={value} className={styles.value}>
            <input type="radio" name="value" value={value} defaultChecked={value === current} required />
            <code>{value}</code>
            {value === current && <span className={styles.now}>{settings.now}</span>}
          </label>
        ))}
      </fieldset>
      <Button type="submit" look="secondary" busy={busy === "set"} aria-describedby={`setting-${name}`}>
        {settings.change}
      </Button>
    </ActForm>
  );
}
