"use client";

import { type ComponentProps, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Field } from "./field";
import { useFormTexts } from "./form_texts";
import styles from "./password_field.module.css";

type Props = Omit<ComponentProps<typeof Field>, "type" | "label" | "end"> & {
  /** Where there are several. */
  label?: string;
};

export function PasswordField(props: Props) {
  const { form } = useFormTexts();
  const { id } = props;
  const [shown, setShown] = useState(false);
  const [announcement, setAnnouncement] = useState("");
  const [capsLock, setCapsLock] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  // Hidden again before it is sent: browsers store the values of text inputs in their form history.
  useEffect(() => {
    const owner = button.current?.form;
    const hide = () => setShown(false);
    owner?.addEventListener("submit", hide);
    return () => owner?.removeEventListener("submit", hide);
  }, []);

  function toggle() {
    setShown(!shown);
    setAnnouncement(shown ? form.passwordHidden : form.passwordShown);
  }

  const readCapsLock = (event: KeyboardEvent<HTMLInputElement>) =>
    setCapsLock(event.getModifierState("CapsLock"));

  return (
    <div className={styles.group}>
      <Field
        {...props}
        label={props.label ?? form.password}
        type={shown ? "text" : "password"}
        describedBy={[props.describedBy, capsLock ? `${id}-caps` : undefined].filter(Boolean).join(" ")}
        onKeyDown={readCapsLock}
        onKeyUp={readCapsLock}
        onBlur={(event) => {
          setCapsLock(false);
          props.onBlur?.(event);
        }}
        end={
          <button
            ref={button}
            type="button"
            className={styles.toggle}
            aria-controls={id}
            aria-label={shown ? form.hidePassword : form.showPassword}
            onClick={toggle}
          >
            <Eye open={shown} />
          </button>
        }
      />
      <p id={`${id}-caps`} role="status" className={styles.caps}>
        {capsLock && form.capsLock}
      </p>
      <p role="status" className="visually-hidden">
        {announcement}
      </p>
    </div>
  );
}

function Eye({ open }: { open: boolean }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={styles.eye}>
      <g fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round">
        <path d="M1.8 10C3.6 6.6 6.6 4.8 10 4.8s6.4 1.8 8.2 5.2c-1.8 3.4-4.8 5.2-8.2 5.2S3.6 13.4 1.8 10Z" />
        <circle cx="10" cy="10" r="2.4" />
        {!open && <path d="m3.5 16.5 13-13" />}
      </g>
    </svg>
  );
}
